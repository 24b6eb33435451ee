package io.slackwater.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A verified artifact in a temporary file, which is deleted when this is closed. */
public record LocalArtifact(Path file) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
