package io.slackwater.hypervisor.simulated;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Content on its way to a volume: cut off behind the first byte too many, and remembering why it could not be read. */
final class UploadedContent extends FilterInputStream {

    private long remaining;
    private volatile @Nullable IOException failure;

    /**
     * Wraps content.
     *
     * @param limit after how many bytes it ends, whatever follows
     */
    UploadedContent(InputStream content, long limit) {
        super(content);
        this.remaining = limit;
    }

    /** Throws what went wrong as the content was read, if anything did. */
    void throwFailure() throws IOException {
        IOException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        try {
            int read = in.read(buffer, offset, (int) Math.min(length, remaining));
            remaining -= Math.max(read, 0);
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() {
        // The content belongs to the caller of the upload.
    }
}
