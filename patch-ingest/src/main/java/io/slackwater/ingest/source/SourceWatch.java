package io.slackwater.ingest.source;

import io.slackwater.domain.change.Change;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.domain.publication.ContentConflict;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.publication.PublicationConflictLookup;
import io.slackwater.domain.publication.Withdrawal;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.sighting.SightingException;
import io.slackwater.ingest.sighting.SightingPublisher;
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
    private final SightingPublisher sightingPublisher;
    private final PublicationConflictLookup conflicts;
    private final IngestMetrics metrics;
    private final Clock clock;
    private volatile SourceStatus status = SourceStatus.unknown();

    public SourceWatch(
            ChangeSource source,
            SightingPublisher sightingPublisher,
            PublicationConflictLookup conflicts,
            IngestMetrics metrics,
            Clock clock) {
        this.source = source;
        this.sightingPublisher = sightingPublisher;
        this.conflicts = conflicts;
        this.metrics = metrics;
        this.clock = clock;
    }

    public ChangeSource source() {
        return source;
    }

    public SourceStatus status() {
        return status;
    }

    /** Polls the source once; never throws. */
    public void poll() {
        try {
            Change change = source.fetchNewest();
            requireNotRecalled(change);
            requireOneContent(change);
            boolean isNew = !status.lastChange().equals(Optional.of(change.id()));
            if (isNew) {
                sightingPublisher.available(change);
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

    /** It says so at each look, for as long as the source offers it. */
    private void requireNotRecalled(Change change) throws SourceException {
        for (VerifiedVersion portion : change.portions()) {
            Optional<String> recalled = conflicts
                    .withdrawnContent(portion.sha256())
                    .map(content -> "%s %s is not published: %s; %s"
                            .formatted(portion.portion(), portion.version(), content.describe(), Withdrawal.REMEDY));
            if (recalled.isPresent()) {
                throw new SourceException("recalled", recalled.get());
            }
        }
    }

    /** The topology would refuse it, too; here the source's state says so for as long as it offers it. */
    private void requireOneContent(Change change) throws SourceException {
        for (VerifiedVersion portion : change.portions()) {
            Optional<ContentConflict> other = conflicts.otherContent(
                    new OfferedVersion(portion.portion(), portion.version(), portion.sha256(), portion.supersedes()));
            if (other.isPresent()) {
                ContentConflict found = other.get();
                throw new SourceException("other-content", found.describe() + "; " + found.remedyAtSource());
            }
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
