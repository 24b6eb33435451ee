package io.slackwater.ingest.source;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source fares.
 *
 * @param lastSuccess when it was last read; empty: never since the start
 * @param lastChange the id of the change that it offered then; empty: never
 * @param failure why the last look failed; empty where it did not
 */
public record SourceStatus(Optional<Instant> lastSuccess, Optional<String> lastChange, Optional<String> failure) {

    /** Returns the status of a source that was not looked at yet. */
    public static SourceStatus unknown() {
        return new SourceStatus(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns the status after a look that found this change. */
    public SourceStatus succeeded(Instant now, String changeId) {
        return new SourceStatus(Optional.of(now), Optional.of(changeId), Optional.empty());
    }

    /** Returns the status after a look that failed; the last good state stands. */
    public SourceStatus failed(String cause) {
        return new SourceStatus(lastSuccess, lastChange, Optional.of(cause));
    }

    /** Tells whether this cause is another than that of the look before, and so worth a line in the log. */
    public boolean isNews(String cause) {
        return !failure.equals(Optional.of(cause));
    }
}
