package io.slackwater.lab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A file system of its own (ext4 in a file) that can be frozen: whoever writes to it then waits, without limit and without an error, as
 * where a network file system's server is gone. Needs root.
 */
public final class FreezableDisk implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long MEBIBYTE = 1 << 20;

    private final Path image;
    private final Path directory;
    private boolean isFrozen;

    private FreezableDisk(Path image, Path directory) {
        this.image = image;
        this.directory = directory;
    }

    /** Whether one can be made on this machine: the reason to skip a test where none can. */
    public static boolean isPossible() {
        return SmallDisk.isPossible() && Files.exists(Path.of("/dev/loop-control"));
    }

    /**
     * Mounts one on a directory, which is made. Its image lies beside the directory.
     *
     * @throws LabException if it cannot be mounted; the message has the reason
     */
    public static FreezableDisk mount(Path directory, int mebibytes) throws IOException {
        Files.createDirectories(directory);
        Path image = directory.resolveSibling(directory.getFileName() + ".image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(mebibytes * MEBIBYTE);
        }
        run("mke2fs", "-q", "-t", "ext4", image.toString());
        run("mount", "-o", "loop", image.toString(), directory.toString());
        return new FreezableDisk(image, directory);
    }

    /** Returns where it is mounted. */
    public Path directory() {
        return directory;
    }

    /** Lets every write wait from now on. */
    public void freeze() {
        run("fsfreeze", "--freeze", directory.toString());
        isFrozen = true;
    }

    /** Lets every write that waits go on; does nothing where it is not frozen. */
    public void thaw() {
        if (isFrozen) {
            run("fsfreeze", "--unfreeze", directory.toString());
            isFrozen = false;
        }
    }

    @Override
    public void close() throws IOException {
        thaw();
        run("umount", "--lazy", directory.toString());
        Files.delete(image);
    }

    private static void run(String... command) {
        ProgramRun.of(LIMIT, List.of(command)).orFail(String.join(" ", command));
    }
}
