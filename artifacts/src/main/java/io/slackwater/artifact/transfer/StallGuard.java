package io.slackwater.artifact.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Closes a stream that has given nothing for a while, since the read of a silent connection never returns by itself. */
final class StallGuard extends FilterInputStream {

    private final Duration patience;
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean stalled;

    StallGuard(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        watch(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = super.read(buffer, offset, length);
            if (stalled) {
                throw stall(null);
            }
            reads.incrementAndGet();
            return read;
        } catch (IOException e) {
            throw stalled ? stall(e) : e;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    private IOException stall(@org.jspecify.annotations.Nullable Throwable cause) {
        return new IOException("nothing came for " + patience.toMillis() + " ms", cause);
    }

    private void watch(long seen) {
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> check(seen));
    }

    private void check(long seen) {
        if (closed) {
            return;
        }
        long now = reads.get();
        if (now > seen) {
            watch(now);
            return;
        }
        stalled = true;
        try {
            in.close();
        } catch (IOException e) {
            closed = true;
        }
    }
}
