package io.slackwater.standalone.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a second launcher off a data directory: it would take the children of the first for orphans. The lock ends with its
 * process, however that ends. Its file says which process has it.
 */
public final class DataDirectoryLock implements AutoCloseable {

    private static final String FILE = "running";
    private static final int LONGEST_ID = 32;

    private final FileChannel channel;
    private final List<Path> made;

    private DataDirectoryLock(FileChannel channel, List<Path> made) {
        this.channel = channel;
        this.made = made;
    }

    /**
     * Makes the directory where it is not there, and locks it.
     *
     * @throws AlreadyRunningException if somebody has it
     * @throws DataDirectoryException if it cannot be written
     */
    public static DataDirectoryLock take(Path directory) {
        Path file = directory.resolve(FILE);
        List<Path> made = missing(file);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                write(channel, ProcessHandle.current().pid());
                return new DataDirectoryLock(channel, made);
            }
            try (channel) {
                throw new AlreadyRunningException(directory, holder(channel));
            }
        } catch (IOException failed) {
            throw new DataDirectoryException(directory, failed);
        }
    }

    /** Returns what of a path is not there, the innermost first. */
    private static List<Path> missing(Path file) {
        List<Path> missing = new ArrayList<>();
        for (Path path = file.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    /** Gives the directory back as it was before: what was made for it is deleted, unless there is something in it by now. */
    void discard() {
        try (channel) {
            for (Path path : made) {
                Files.deleteIfExists(path);
            }
        } catch (DirectoryNotEmptyException inUse) {
            // Somebody else keeps something there.
        } catch (IOException failed) {
            throw new UncheckedIOException("What was made for the data directory cannot be deleted", failed);
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
