package io.slackwater.debian.expand;

import io.slackwater.debian.ArchiveException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A decoder's output, up to a bound; what the decoder stumbles over is reported as the archive's fault. */
final class BoundedExpansion extends FilterInputStream {

    private final String name;
    private final long most;
    private long expanded;

    BoundedExpansion(InputStream in, String name, long most) {
        super(in);
        this.name = name;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = decode(buffer, offset, length);
        if (read > 0) {
            expanded += read;
            if (expanded > most) {
                throw new ArchiveIoException(new ArchiveException.Hostile(name + " expands to more than " + most
                        + " bytes, far beyond what its size explains; do not use it, and raise the limit only if you know"
                        + " that it is right"));
            }
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(1 << 16, Math.max(count, 0))];
        long total = 0;
        while (total < count) {
            int read = read(skipped, 0, (int) Math.min(skipped.length, count - total));
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int decode(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new ArchiveIoException(new ArchiveException.Damaged(
                    name + " is truncated or damaged (" + e.getMessage() + "); fetch it again", e));
        }
    }
}
