package io.slackwater.benchmarks.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that is deleted with all that is in it. On Ctrl-C too: then this process's children, which may write to it, are
 * ended first.
 */
public final class TemporaryDirectory implements AutoCloseable {

    private static final int ATTEMPTS = 20;

    private final Path path;
    private volatile Runnable beforehand = () -> {};

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /** Makes one where the system keeps such. */
    public static TemporaryDirectory create() throws IOException {
        TemporaryDirectory directory = new TemporaryDirectory(Files.createTempDirectory("slackwater-benchmark"));
        Runtime.getRuntime().addShutdownHook(new Thread(directory::abandon, "delete-data"));
        return directory;
    }

    public Path path() {
        return path;
    }

    /** Sets what is done on Ctrl-C before the children are ended, such as to close what would start them again. */
    public void onAbandon(Runnable action) {
        beforehand = action;
    }

    private void abandon() {
        beforehand.run();
        ProcessHandle.current().children().forEach(child -> {
            child.destroy();
            child.onExit().join();
        });
        close();
    }

    @Override
    public void close() {
        for (int attempt = 1; Files.exists(path); attempt++) {
            try {
                deleteTree();
            } catch (IOException | UncheckedIOException stillWrittenTo) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(path + " could not be deleted", stillWrittenTo);
                }
            }
        }
    }

    private void deleteTree() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : childrenFirst) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
