package io.slackwater.ingest.source;

import io.slackwater.ingest.change.Change;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.sighting.SightingException;
import io.slackwater.ingest.sighting.Sightings;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks at one source, and reports a change when it is another than at the look before. Whatever goes wrong ends with
 * this look; the log tells a cause once, until it is another or the source can be read again.
 */
public final class SourceWatch {

    private static final Logger LOG = Logger.getLogger(SourceWatch.class);

    private final ChangeSource source;
    private final Sightings sightings;
    private final IngestMetrics metrics;
    private final Clock clock;
    private volatile SourceStatus status = SourceStatus.unknown();

    public SourceWatch(ChangeSource source, Sightings sightings, IngestMetrics metrics, Clock clock) {
        this.source = source;
        this.sightings = sightings;
        this.metrics = metrics;
        this.clock = clock;
    }

    public ChangeSource source() {
        return source;
    }

    public SourceStatus status() {
        return status;
    }

    /** Looks once; never throws. */
    public void look() {
        try {
            Change change = source.look();
            boolean isNew = !status.lastChange().equals(Optional.of(change.id()));
            if (isNew) {
                sightings.available(change);
            }
            if (status.failure().isPresent()) {
                LOG.infof("Source %s can be read again", source.name());
            }
            status = status.succeeded(clock.instant(), change.id());
        } catch (SourceException e) {
            failed(e.code(), String.valueOf(e.getMessage()));
        } catch (SightingException e) {
            failed("broker", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.debugf(e, "Source %s met an unexpected error", source.name());
            failed("unexpected", e.toString());
        }
    }

    private void failed(String code, String cause) {
        metrics.verificationFailed(source.name(), code);
        if (status.isNews(cause)) {
            LOG.errorf("Source %s failed, its last good state stands: %s", source.name(), cause);
        }
        status = status.failed(cause);
    }
}
