package io.slackwater.ingest.artifact;

import io.slackwater.artifact.ArtifactException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies a stream to a file, counting and digesting it, up to a bound. */
final class BoundedCopy {

    private static final int BUFFER = 1 << 16;

    private final long largest;

    BoundedCopy(long largest) {
        this.largest = largest;
    }

    Artifact copy(InputStream content, Path file) throws IOException, ArtifactException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > largest) {
                    throw new ArtifactException(
                            ArtifactException.Cause.TOO_LARGE,
                            "the content is longer than the " + largest
                                    + " bytes that slackwater.ingest.max-artifact-size allows; raise it if that is right");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return new Artifact(HexFormat.of().formatHex(digest.digest()), size);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
