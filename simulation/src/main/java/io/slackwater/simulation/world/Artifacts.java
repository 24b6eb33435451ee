package io.slackwater.simulation.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contents of portion versions, as files; the same for all runs of a process. */
final class Artifacts {

    private static final Map<String, Artifact> MADE = new ConcurrentHashMap<>();

    private Artifacts() {}

    /** A file with its digest. */
    record Artifact(Path file, String content, String sha256) {}

    static Artifact of(String content) {
        return MADE.computeIfAbsent(content, Artifacts::make);
    }

    private static Artifact make(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            Path file = Files.createTempFile("slackwater-simulation-", ".img");
            file.toFile().deleteOnExit();
            Files.write(file, bytes);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Artifact(file, content, HexFormat.of().formatHex(digest));
        } catch (IOException failed) {
            throw new UncheckedIOException("The temporary directory cannot be written to", failed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
