package io.slackwater.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second broker off a data directory. Kafka has a lock of its own, but a node that meets it taken ends its whole
 * process.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "slackwater-broker.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the directory where it is not there, and locks it.
     *
     * @throws BrokerException if it cannot be written, or a running broker has it
     */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new DirectoryLock(channel);
            }
            channel.close();
        } catch (IOException unwritable) {
            throw new BrokerException("The broker's data directory " + directory + " cannot be written", unwritable);
        }
        throw new BrokerException(
                "The data directory " + directory + " belongs to a running broker; stop it or choose another directory",
                null);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("The broker's lock could not be given back", failed);
        }
    }
}
