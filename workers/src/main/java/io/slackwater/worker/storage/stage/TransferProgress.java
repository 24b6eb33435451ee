package io.slackwater.worker.storage.stage;

import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.hypervisor.TransferListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Counts the bytes of one upload and reports its progress: no faster than its host's bandwidth, and told of now and
 * then.
 */
final class TransferProgress implements TransferListener {

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    private final long totalBytes;
    private final TransferListener bandwidth;
    private final Clock clock;
    private final Consumer<StorageTaskReport.Uploading> underWay;
    private long movedBytes;
    private Instant reportedAt;

    TransferProgress(
            long totalBytes, TransferListener bandwidth, Clock clock, Consumer<StorageTaskReport.Uploading> underWay) {
        this.totalBytes = totalBytes;
        this.bandwidth = bandwidth;
        this.clock = clock;
        this.underWay = underWay;
        this.reportedAt = clock.instant();
    }

    @Override
    public void moved(long bytes) {
        bandwidth.moved(bytes);
        movedBytes += bytes;
        if (!clock.instant().isBefore(reportedAt.plus(BETWEEN_REPORTS))) {
            report();
        }
    }

    /** Tells how far it is. */
    void report() {
        reportedAt = clock.instant();
        underWay.accept(new StorageTaskReport.Uploading(new UploadProgress(movedBytes, totalBytes)));
    }

    /** Returns a stream whose content counts as moved when it is read. */
    InputStream counted(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                if (read >= 0) {
                    moved(1);
                }
                return read;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                if (read > 0) {
                    moved(read);
                }
                return read;
            }
        };
    }
}
