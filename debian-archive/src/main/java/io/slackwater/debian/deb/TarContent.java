package io.slackwater.debian.deb;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.expand.ArchiveIoException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The content of the member at which a tar file stands; closing it leaves the tar file open. */
final class TarContent extends FilterInputStream {

    private final Path archive;

    TarContent(TarArchiveInputStream tar, Path archive) {
        super(tar);
        this.archive = archive;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (ArchiveIoException e) {
            throw e;
        } catch (IOException e) {
            throw new ArchiveIoException(new ArchiveException.Damaged(
                    archive + " ends within a member (" + e.getMessage() + "); delete it and fetch it again", e));
        }
    }

    @Override
    public void close() {}
}
