package io.slackwater.standalone.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second launcher off a data directory: it would take the children of the first for orphans. The lock ends with its
 * process, however that ends. Its file says which process has it.
 */
final class DataDirectoryLock implements AutoCloseable {

    private static final String FILE = "running";
    private static final int LONGEST_ID = 32;

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the directory where it is not there, and locks it.
     *
     * @throws AlreadyRunningException if somebody has it
     * @throws UncheckedIOException if it cannot be written
     */
    static DataDirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                write(channel, ProcessHandle.current().pid());
                return new DataDirectoryLock(channel);
            }
            try (channel) {
                throw new AlreadyRunningException(directory, holder(channel));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The data directory " + directory + " cannot be written", failed);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static void write(FileChannel channel, long pid) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((pid + System.lineSeparator()).getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer id = ByteBuffer.allocate(LONGEST_ID);
        channel.read(id, 0);
        return StandardCharsets.UTF_8.decode(id.flip()).toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("The lock of the data directory could not be given back", failed);
        }
    }
}
