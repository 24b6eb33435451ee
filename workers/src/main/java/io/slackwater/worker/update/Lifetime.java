package io.slackwater.worker.update;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a command's effect may still begin: a time by the monotonic clock of this process, and where it goes in a window, no
 * longer than that allows by the wall clock.
 *
 * @param receivedAt what the monotonic clock said at the command's receipt, in nanoseconds
 * @param beginBy until when it may be begun; empty where it needs no window
 */
record Lifetime(Clocks clocks, long receivedAt, Duration length, Optional<Instant> beginBy) {

    static Lifetime of(Command command, Clocks clocks) {
        return new Lifetime(
                clocks,
                clocks.nanoTime().getAsLong(),
                command.lifetime(),
                command.leave().beginBy());
    }

    /** Returns one that began at the same time and is longer. */
    Lifetime longer(Duration by) {
        return new Lifetime(clocks, receivedAt, length.plus(by), beginBy);
    }

    /** Returns what the monotonic clock says, in nanoseconds. */
    long now() {
        return clocks.nanoTime().getAsLong();
    }

    /** Returns how long ago that was, by the monotonic clock. */
    Duration since(long nanos) {
        return Duration.ofNanos(now() - nanos);
    }

    /** Whether its window, where it needs one, lets it begin. */
    boolean mayBegin() {
        return beginBy.filter(last -> clocks.wall().instant().isAfter(last)).isEmpty();
    }

    /** Refuses when it is over. To be asked right before each effect. */
    void check() throws RefusedException {
        if (now() - receivedAt >= length.toNanos()) {
            throw new RefusedException(
                    CommandOutcomeStatus.EXPIRED,
                    "Its lifetime of " + length.toMillis() + " ms was over before its turn came");
        }
    }
}
