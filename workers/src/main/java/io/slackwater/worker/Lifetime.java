package io.slackwater.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The remaining lifetime of a command, on the monotonic clock since its receipt.
 *
 * @param nanoTime the monotonic clock, as {@link System#nanoTime}
 * @param receivedAt what it said at the receipt, in nanoseconds
 * @param length what of the command's lifetime was left then; negative where it was over
 */
public record Lifetime(LongSupplier nanoTime, long receivedAt, Duration length) {

    /**
     * A lifetime that begins to run now. A command that was old when it was received has as much less.
     *
     * @param length as the command says
     * @param age how old the command is; negative where clocks disagree, which counts as nothing
     */
    public Lifetime(Duration length, Duration age, LongSupplier nanoTime) {
        this(nanoTime, nanoTime.getAsLong(), age.isNegative() ? length : length.minus(age));
    }

    /** Whether nothing may be begun any more. */
    public boolean isOver() {
        return now() - receivedAt >= length.toNanos();
    }

    /** Returns one that began at the same time and is longer. */
    public Lifetime longer(Duration by) {
        return new Lifetime(nanoTime, receivedAt, length.plus(by));
    }

    /** Returns what the monotonic clock says, in nanoseconds. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** Returns how long ago that was, by the monotonic clock. */
    public Duration since(long nanos) {
        return Duration.ofNanos(now() - nanos);
    }
}
