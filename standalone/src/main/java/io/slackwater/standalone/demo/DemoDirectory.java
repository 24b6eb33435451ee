package io.slackwater.standalone.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary directory that lasts as long as its demo. It is locked, so that the next demo can tell the directory of one
 * that was killed, and deletes it.
 */
final class DemoDirectory implements AutoCloseable {

    private static final String PREFIX = "slackwater-demo-";
    private static final String LOCK = "lock";
    private static final String LOGS = "logs";

    private final Path path;
    private final FileChannel lock;

    private DemoDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes a new directory below {@code parent}. */
    static DemoDirectory create(Path parent) throws IOException {
        Path path = Files.createTempDirectory(parent, PREFIX);
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            throw new IOException(path + " was locked by another process as soon as it was made");
        }
        return new DemoDirectory(path, channel);
    }

    /** Returns the directories below {@code parent} whose demo did not live to delete them. */
    static List<Path> abandoned(Path parent) throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .filter(DemoDirectory::isAbandoned)
                    .toList();
        }
    }

    private static boolean isAbandoned(Path path) {
        Path file = path.resolve(LOCK);
        if (!Files.isWritable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (IOException | OverlappingFileLockException inUse) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /**
     * Moves the logs out of the directory, for whoever wants to know why a demo failed.
     *
     * @return where they are now
     */
    Path keepLogs() throws IOException {
        Path kept = Files.createTempDirectory(path.resolveSibling(""), "slackwater-logs-");
        Files.delete(kept);
        return Files.move(path.resolve(LOGS), kept);
    }

    Path logs() {
        return path.resolve(LOGS);
    }

    /** Deletes a directory with all that is in it; a symbolic link is deleted, not followed. */
    static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        lock.close();
        if (Files.exists(path)) {
            delete(path);
        }
    }
}
