package io.slackwater.domain.update;

import io.slackwater.domain.blocker.Blocker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The backoff after a grant that was released without an applied change.
 *
 * @param count how many came back in a row
 * @param notBefore when the next may be asked for
 * @param blocker what it showed to hold the update up until then; empty where the observations will show it
 */
public record ReleaseBackoff(int count, Instant notBefore, Optional<Blocker> blocker) {

    private static final int MOST_DOUBLINGS = 6;

    /** Returns the backoff after {@code count} grants that came back; the pause doubles up to 64-fold. */
    public static ReleaseBackoff after(int count, Instant now, Duration pause, Optional<Blocker> blocker) {
        Duration wait = pause.multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
        return new ReleaseBackoff(count, now.plus(wait), blocker);
    }
}
