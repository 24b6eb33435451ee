package io.slackwater.ingest.artifact;

import io.slackwater.artifact.ArtifactException;
import io.slackwater.artifact.ArtifactException.Cause;
import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.artifact.transfer.TransferException;
import io.slackwater.artifact.transfer.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings artifacts that somebody names by address into the store. */
public final class ArtifactFetcher {

    private final ArtifactStore store;
    private final Transport transport;
    private final List<Path> allowed;

    /** @param allowed the directories below which files may be named; none: no files */
    public ArtifactFetcher(ArtifactStore store, Transport transport, List<Path> allowed) {
        this.store = store;
        this.transport = transport;
        this.allowed = List.copyOf(allowed);
    }

    /** Fetches an artifact unless the store has it, and checks its digest. */
    public Artifact fetch(URI uri, String sha256) throws IOException, ArtifactException {
        Optional<Artifact> present = store.describe(sha256);
        if (present.isPresent()) {
            return present.get();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> fetchRemote(uri, sha256);
            case "file" -> fetchFile(uri, sha256);
            default ->
                throw new ArtifactException(
                        Cause.FORBIDDEN,
                        AddressText.of(uri)
                                + " is no http, https or file address; use one of them, or upload the artifact");
        };
    }

    private Artifact fetchRemote(URI uri, String sha256) throws IOException, ArtifactException {
        try {
            return transport.retrying(uri, in -> put(new RemoteContent(in), sha256));
        } catch (TransferException e) {
            throw new ArtifactException(Cause.UNREADABLE, e.getMessage());
        } catch (UncheckedIOException disk) {
            throw disk.getCause();
        }
    }

    /** Only a broken transfer is to be tried again; a full disk is not. */
    private Artifact put(RemoteContent content, String sha256) throws IOException, ArtifactException {
        try {
            return store.put(content, Optional.of(sha256));
        } catch (IOException e) {
            if (content.isBroken()) {
                throw e;
            }
            throw new UncheckedIOException(e);
        }
    }

    private Artifact fetchFile(URI uri, String sha256) throws IOException, ArtifactException {
        if (uri.getPath() == null || uri.getRawAuthority() != null) {
            throw new ArtifactException(
                    Cause.FORBIDDEN, AddressText.of(uri) + " names no file of this machine; write file:///path");
        }
        Path file = Path.of(uri.getPath());
        if (!Files.isRegularFile(file)) {
            throw new ArtifactException(Cause.UNREADABLE, AddressText.of(uri) + " is no readable file; check the path");
        }
        Path real = file.toRealPath();
        boolean isAllowed = false;
        for (Path directory : allowed) {
            isAllowed |= Files.isDirectory(directory) && real.startsWith(directory.toRealPath());
        }
        if (!isAllowed) {
            throw new ArtifactException(
                    Cause.FORBIDDEN,
                    AddressText.of(uri)
                            + " is not below a directory of slackwater.ingest.file-directories; add it there, or upload the artifact");
        }
        try (InputStream in = Files.newInputStream(real)) {
            return store.put(in, Optional.of(sha256));
        }
    }
}
