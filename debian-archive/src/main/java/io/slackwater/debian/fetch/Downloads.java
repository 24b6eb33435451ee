package io.slackwater.debian.fetch;

import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.artifact.transfer.CheckedCopy;
import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.artifact.transfer.TransferException;
import io.slackwater.artifact.transfer.Transport;
import io.slackwater.debian.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Downloads files of an archive; nothing that was not checked is ever seen under a target's name. */
public final class Downloads {

    private static final TransferException.Visitor<ArchiveException> IN_TERMS_OF_ARCHIVES =
            new TransferException.Visitor<>() {
                @Override
                public ArchiveException unreachable(TransferException.Unreachable unreachable) {
                    return new ArchiveException.Unreachable(
                            String.valueOf(unreachable.getMessage()), unreachable.getCause());
                }

                @Override
                public ArchiveException notFound(TransferException.NotFound notFound) {
                    return new ArchiveException.NotFound(
                            notFound.getMessage() + "; an archive's address, suite and component lead to it");
                }

                @Override
                public ArchiveException mismatch(TransferException.Mismatch mismatch) {
                    return new ArchiveException.Mismatch(String.valueOf(mismatch.getMessage()));
                }
            };

    private final Transport transport;

    public Downloads(Transport transport) {
        this.transport = transport;
    }

    /** Reads a small file whole; one of more than {@code limit} bytes is refused. */
    public byte[] read(URI uri, int limit) throws ArchiveException {
        try {
            return transport.retrying(uri, in -> small(in, uri, limit));
        } catch (TransferException failed) {
            throw failed.accept(IN_TERMS_OF_ARCHIVES);
        }
    }

    private static byte[] small(InputStream in, URI uri, int limit) throws IOException, ArchiveException {
        byte[] content = in.readNBytes(limit + 1);
        if (content.length > limit) {
            throw new ArchiveException.Hostile(
                    AddressText.of(uri) + " is longer than " + limit + " bytes, the most that is read of it");
        }
        return content;
    }

    /**
     * Downloads a file to {@code target}, unless it is there already, and returns it. The transfer ends at the first byte
     * beyond the announced size.
     */
    public Path fetch(URI uri, FileDigest announced, Path target) throws ArchiveException, IOException {
        if (Files.isRegularFile(target) && Files.size(target) == announced.size() && matches(target, announced)) {
            return target;
        }
        Path directory = target.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "." + target.getFileName(), ".part");
        try {
            transport.retrying(uri, in -> {
                CheckedCopy.copy(in, part, announced, AddressText.of(uri));
                return part;
            });
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (TransferException failed) {
            throw failed.accept(IN_TERMS_OF_ARCHIVES);
        } catch (UncheckedIOException e) {
            throw new IOException("cannot write " + target + ", the copy of " + AddressText.of(uri), e.getCause());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean matches(Path file, FileDigest announced) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CheckedCopy.sha256(in).equals(announced.sha256());
        }
    }
}
