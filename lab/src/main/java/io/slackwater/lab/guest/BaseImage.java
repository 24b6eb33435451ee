package io.slackwater.lab.guest;

import io.slackwater.lab.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A small golden image: an ext4 file system whose {@code /etc/os-release} carries its version. A guest mounts it from its
 * disk (an overlay on it) and reports that version as {@code VERSION_ID}; it also counts its boots on it, so that a fresh
 * overlay shows.
 */
public final class BaseImage {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private BaseImage() {}

    /**
     * Writes a raw image of 4 MiB.
     *
     * @param target replaced if it is there
     */
    public static void write(String version, Path target) throws IOException {
        Path content = Files.createTempDirectory("slackwater-base-");
        Path etc = Files.createDirectory(content.resolve("etc"));
        Path release = Files.writeString(etc.resolve("os-release"), "ID=golden\nVERSION_ID=" + version + "\n");
        Path boots = Files.createDirectory(content.resolve("var"));
        try {
            Files.deleteIfExists(target);
            ProgramRun.of(
                            LIMIT,
                            List.of(
                                    "mke2fs",
                                    "-q",
                                    "-t",
                                    "ext4",
                                    "-L",
                                    "golden",
                                    "-d",
                                    content.toString(),
                                    target.toString(),
                                    "4M"))
                    .orFail("making the base image " + target);
        } finally {
            for (Path made : List.of(release, etc, boots, content)) {
                Files.delete(made);
            }
        }
    }
}
