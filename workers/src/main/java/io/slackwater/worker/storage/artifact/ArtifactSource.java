package io.slackwater.worker.storage.artifact;

import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Downloads an artifact into a temporary file and verifies its size, its digest and, for qcow2, that it stands alone. */
public final class ArtifactSource {

    private static final Set<String> SCHEMES = Set.of("http", "https", "file");
    private static final int CHUNK = 1 << 16;

    private final Duration patience;

    /**
     * A source.
     *
     * @param patience how long to wait for a connection, and for each next part of the content
     */
    public ArtifactSource(Duration patience) {
        this.patience = patience;
    }

    /**
     * Downloads and verifies.
     *
     * @throws ArtifactException.Unavailable if it could not be read to its end
     * @throws ArtifactException.Mismatch if its size, digest or format is another than announced
     */
    public LocalArtifact fetch(Artifact artifact) throws ArtifactException {
        Path file = null;
        boolean isVerified = false;
        try {
            file = Files.createTempFile("slackwater-artifact-", ".part");
            String digest = download(artifact, file);
            verify(artifact, file, digest);
            isVerified = true;
            return new LocalArtifact(file);
        } catch (IOException | IllegalArgumentException unavailable) {
            throw new ArtifactException.Unavailable(
                    "%s could not be read: %s".formatted(artifact.uri(), unavailable), unavailable);
        } finally {
            if (file != null && !isVerified) {
                discard(file);
            }
        }
    }

    private String download(Artifact artifact, Path file) throws IOException, ArtifactException {
        MessageDigest digest = sha256();
        URLConnection connection = open(artifact);
        try (InputStream content = connection.getInputStream();
                OutputStream copy = Files.newOutputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            long total = 0;
            for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                total += read;
                if (total > artifact.size()) {
                    throw new ArtifactException.Mismatch(
                            "%s is longer than the announced %d bytes".formatted(artifact.uri(), artifact.size()));
                }
                digest.update(chunk, 0, read);
                copy.write(chunk, 0, read);
            }
            requireWhole(artifact, total, connection.getContentLengthLong());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A connection that breaks off looks like the end of the content. */
    private static void requireWhole(Artifact artifact, long total, long promised) throws ArtifactException {
        if (total < promised) {
            throw new ArtifactException.Unavailable(
                    "%s broke off after %d of %d bytes".formatted(artifact.uri(), total, promised), null);
        }
        if (total < artifact.size()) {
            throw new ArtifactException.Mismatch(
                    "%s is %d bytes long, not the announced %d".formatted(artifact.uri(), total, artifact.size()));
        }
    }

    private URLConnection open(Artifact artifact) throws IOException, ArtifactException {
        URI uri = URI.create(artifact.uri());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new ArtifactException.Unavailable(artifact.uri() + " is no http, https or file URI", null);
        }
        URLConnection connection = uri.toURL().openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new ArtifactException.Unavailable(
                    "%s answers with status %d".formatted(artifact.uri(), http.getResponseCode()), null);
        }
        return connection;
    }

    private static void verify(Artifact artifact, Path file, String digest) throws IOException, ArtifactException {
        if (!digest.equals(artifact.sha256())) {
            throw new ArtifactException.Mismatch("The SHA-256 of %s is %s, not the announced %s"
                    .formatted(artifact.uri(), digest, artifact.sha256()));
        }
        if (artifact.format() == VolumeFormat.QCOW2) {
            StandaloneImageCheck.requireStandalone(artifact.uri(), file);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            file.toFile().deleteOnExit();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
