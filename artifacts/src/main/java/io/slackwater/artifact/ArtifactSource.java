package io.slackwater.artifact;

import io.slackwater.artifact.ArtifactException.Cause;
import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.artifact.transfer.CheckedCopy;
import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.artifact.transfer.TransferException;
import io.slackwater.artifact.transfer.Transport;
import io.slackwater.domain.volume.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Downloads an artifact into a temporary file and verifies its size, its digest and its format: an image must stand alone. */
public final class ArtifactSource {

    private static final TransferException.Visitor<Cause> CAUSES = new TransferException.Visitor<>() {
        @Override
        public Cause unreachable(TransferException.Unreachable unreachable) {
            return Cause.UNREADABLE;
        }

        @Override
        public Cause notFound(TransferException.NotFound notFound) {
            return Cause.UNREADABLE;
        }

        @Override
        public Cause mismatch(TransferException.Mismatch mismatch) {
            return Cause.DIGEST;
        }
    };

    private final Transport transport;

    /**
     * A source, reached through the proxies that this process was started with.
     *
     * @param patience how long to wait for a connection, for an answer, and for each next part of the content
     */
    public ArtifactSource(Duration patience) {
        this.transport = Transport.ofThisProcess(patience);
    }

    /**
     * Downloads and verifies. A broken transfer is tried again a few times.
     *
     * @throws ArtifactException if it could not be read to its end or written here, or its size, digest or format is another than
     *     announced
     */
    public LocalArtifact fetch(Artifact artifact) throws ArtifactException {
        URI uri = address(artifact);
        FileDigest announced = announced(artifact);
        Path file = null;
        boolean isVerified = false;
        try {
            file = Files.createTempFile("slackwater-artifact-", ".part");
            download(uri, announced, file);
            check(uri, file, artifact);
            isVerified = true;
            return new LocalArtifact(file);
        } catch (IOException | UncheckedIOException disk) {
            throw new ArtifactException(
                    Cause.UNREADABLE,
                    "the copy of " + AddressText.of(uri) + " cannot be written here: " + disk.getMessage());
        } finally {
            if (file != null && !isVerified) {
                discard(file);
            }
        }
    }

    private static URI address(Artifact artifact) throws ArtifactException {
        try {
            return AddressText.parse(artifact.uri(), nameOf(artifact) + ": where its artifact is");
        } catch (IllegalArgumentException malformed) {
            throw new ArtifactException(Cause.UNREADABLE, malformed.getMessage());
        }
    }

    private static FileDigest announced(Artifact artifact) throws ArtifactException {
        try {
            return new FileDigest(artifact.size(), artifact.sha256());
        } catch (IllegalArgumentException malformed) {
            throw new ArtifactException(Cause.DIGEST, nameOf(artifact) + ": " + malformed.getMessage());
        }
    }

    private static String nameOf(Artifact artifact) {
        return artifact.holds().inWords();
    }

    private void download(URI uri, FileDigest announced, Path file) throws ArtifactException {
        try {
            transport.retrying(uri, in -> {
                CheckedCopy.copy(in, file, announced, AddressText.of(uri));
                return file;
            });
        } catch (TransferException failed) {
            throw new ArtifactException(failed.accept(CAUSES), failed.getMessage());
        }
    }

    private static void check(URI uri, Path file, Artifact artifact) throws ArtifactException, IOException {
        try {
            ImageCheck.check(file, artifact.format());
        } catch (ArtifactException refused) {
            throw new ArtifactException(refused.reason(), AddressText.of(uri) + ": " + refused.getMessage());
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            file.toFile().deleteOnExit();
        }
    }
}
