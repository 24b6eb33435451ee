package io.slackwater.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A small file system of its own (tmpfs) that can be filled and freed: for what happens on a full disk. Needs root. */
public final class SmallDisk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BALLAST = "ballast";
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Whether this process may mount: the reason to skip a test where it may not. */
    public static boolean isPossible() {
        return ProgramRun.of(PATIENCE, List.of("id", "-u")).output().equals("0");
    }

    /**
     * Mounts one on a directory, which is made.
     *
     * @throws LabException if it cannot be mounted; the message has the reason
     */
    public static SmallDisk mount(Path directory, int mebibytes) throws IOException {
        Files.createDirectories(directory);
        List<String> command =
                List.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
        ProgramRun.of(PATIENCE, command).orFail(String.join(" ", command));
        return new SmallDisk(directory);
    }

    /** Returns where it is mounted. */
    public Path directory() {
        return directory;
    }

    /** Writes a file until there is no space left. */
    public void fill() throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream ballast = Files.newOutputStream(directory.resolve(BALLAST))) {
            while (Files.getFileStore(directory).getUsableSpace() > 0) {
                int bytes = (int)
                        Math.min(chunk.length, Files.getFileStore(directory).getUsableSpace());
                ballast.write(chunk, 0, bytes);
            }
        }
    }

    /** Deletes that file. */
    public void free() throws IOException {
        Files.deleteIfExists(directory.resolve(BALLAST));
    }

    @Override
    public void close() {
        ProgramRun.of(PATIENCE, List.of("umount", "--lazy", directory.toString()))
                .orFail("umount " + directory);
    }
}
