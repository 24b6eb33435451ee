package io.slackwater.worker.watch;

import io.slackwater.worker.watch.HostWatchStatuses.Gap;
import io.slackwater.worker.watch.HostWatchStatuses.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The watch status of one host. Its watcher writes it, on one thread; all may read it. */
final class HostWatchStatus {

    /** For how long a publication may take before what the log says of the host counts as outdated. */
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(5);

    private final Instant opened;
    private final boolean isBrokenOff;
    private Optional<Status> status = Optional.empty();
    private Optional<Gap> failure = Optional.empty();
    private Optional<Instant> publishingSince = Optional.empty();

    /** @param isBrokenOff whether nobody watches the host: the entry only says why */
    HostWatchStatus(Instant opened, boolean isBrokenOff) {
        this.opened = opened;
        this.isBrokenOff = isBrokenOff;
    }

    boolean isBrokenOff() {
        return isBrokenOff;
    }

    synchronized Optional<Status> status() {
        return status;
    }

    /** Returns the failure that lasts: what was seen before it did not all get into the log. */
    synchronized Optional<Gap> failure() {
        return failure;
    }

    synchronized Optional<Gap> gap(Instant now) {
        if (failure.isPresent()) {
            return failure;
        }
        Optional<Gap> slow = publishingSince
                .filter(since -> since.plus(PUBLISH_TIMEOUT).isBefore(now))
                .map(since -> new Gap(true, since, "The broker has not taken yet what was seen"));
        if (slow.isPresent() || status.isPresent()) {
            return slow;
        }
        return Optional.of(
                new Gap(false, opened, "It is being read for the first time since this instance watches it"));
    }

    /** The host was reached, and the log has what was read of it. */
    synchronized void read(Status reached) {
        status = Optional.of(reached);
        failure = Optional.empty();
    }

    /** The host is not reached. */
    synchronized void lost(Status away) {
        status = Optional.of(away);
    }

    /** The log has that the host is not reached: what it was before does not matter any more. */
    synchronized void lostPublished() {
        failure = Optional.empty();
    }

    /** Something is about to be published. */
    synchronized void publishing(Instant now) {
        publishingSince = Optional.of(now);
    }

    /** The log has what was published. */
    synchronized void published() {
        publishingSince = Optional.empty();
    }

    /** What was seen is not in the log, until the host is read in full again. */
    synchronized void fail(Gap gap) {
        failure = Optional.of(failure.map(gap::since).orElse(gap));
        publishingSince = Optional.empty();
    }

    /** The publication failed that began last. */
    synchronized void notPublished(Instant now, String reason) {
        fail(new Gap(true, publishingSince.orElse(now), "What was seen could not be published: " + reason));
    }
}
