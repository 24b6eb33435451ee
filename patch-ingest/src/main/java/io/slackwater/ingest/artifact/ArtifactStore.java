package io.slackwater.ingest.artifact;

import io.slackwater.artifact.ArtifactException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Artifacts as files named by their SHA-256. A file appears under its name whole and checked, by a rename, and never
 * changes; so several writers of the same content do no harm to each other.
 */
public final class ArtifactStore {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path artifacts;
    private final Path incoming;
    private final long largest;

    /**
     * Opens the store below a directory, which is made where it is not there, and drops what an earlier run left half done.
     *
     * @param largest the most bytes that an artifact may have
     */
    public ArtifactStore(Path directory, long largest) throws IOException {
        this.artifacts = Files.createDirectories(directory.resolve("artifacts/sha256"));
        this.incoming = Files.createDirectories(directory.resolve("artifacts/incoming"));
        this.largest = largest;
        dropLeftovers();
    }

    /** Tells whether a text is a SHA-256 as the store names artifacts by it. */
    public static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }

    /** Returns the file of an artifact, or empty where the store has none of this digest. */
    public Optional<Path> find(String sha256) {
        return isSha256(sha256)
                ? Optional.of(artifacts.resolve(sha256)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    /** Returns what is known of an artifact, or empty where the store has none of this digest. */
    public Optional<Artifact> describe(String sha256) throws IOException {
        Optional<Path> file = find(sha256);
        return file.isPresent() ? Optional.of(new Artifact(sha256, Files.size(file.get()))) : Optional.empty();
    }

    /**
     * Takes a stream, reading it to its end.
     *
     * @param expected the digest that the content must have; empty: whichever it has
     */
    public Artifact put(InputStream content, Optional<String> expected) throws IOException, ArtifactException {
        Path part = Files.createTempFile(incoming, "put-", ".part");
        try {
            Artifact written = new BoundedCopy(largest).copy(content, part);
            if (expected.isPresent() && !expected.get().equals(written.sha256())) {
                throw new ArtifactException(
                        ArtifactException.Cause.DIGEST,
                        "the content has SHA-256 " + written.sha256() + " instead of " + expected.get()
                                + "; transfer it again, or correct the digest");
            }
            keep(part, written);
            return written;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Returns a path beside the store for a file that is to be put in; whoever asks deletes it. */
    public Path workFile(String suffix) throws IOException {
        return Files.createTempFile(incoming, "work-", suffix);
    }

    private void keep(Path part, Artifact written) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
        Files.move(part, artifacts.resolve(written.sha256()), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(artifacts, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void dropLeftovers() throws IOException {
        try (Stream<Path> leftovers = Files.walk(incoming)) {
            for (Path leftover : leftovers.sorted(Comparator.reverseOrder()).toList()) {
                if (!leftover.equals(incoming)) {
                    Files.delete(leftover);
                }
            }
        }
    }
}
