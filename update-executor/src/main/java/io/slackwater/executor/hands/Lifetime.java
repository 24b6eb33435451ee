package io.slackwater.executor.hands;

import io.slackwater.executor.update.AnswerStatus;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a command's effect may still begin, on the monotonic clock of this process.
 *
 * @param nanoTime the clock, as {@link System#nanoTime}
 * @param receivedAt what it said at the command's receipt
 */
record Lifetime(LongSupplier nanoTime, long receivedAt, Duration length) {

    static Lifetime of(Duration length, LongSupplier nanoTime) {
        return new Lifetime(nanoTime, nanoTime.getAsLong(), length);
    }

    /** Returns one that began at the same time and is longer. */
    Lifetime longer(Duration by) {
        return new Lifetime(nanoTime, receivedAt, length.plus(by));
    }

    /** Refuses when it is over. To be asked right before each effect. */
    void check() throws RefusedException {
        if (nanoTime.getAsLong() - receivedAt >= length.toNanos()) {
            throw new RefusedException(
                    AnswerStatus.EXPIRED, "Its lifetime of " + length.toMillis() + " ms was over before its turn came");
        }
    }
}
