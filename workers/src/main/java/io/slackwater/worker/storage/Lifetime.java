package io.slackwater.worker.storage;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long an effect may still begin, by the monotonic clock since the receipt. A task that was old when it was received has as much
 * less.
 */
public final class Lifetime {

    private final LongSupplier nanoTime;
    private final long deadline;

    /**
     * A lifetime that begins to run now.
     *
     * @param lifetime as the command says
     * @param age how old the command is; negative where clocks disagree, which counts as nothing
     * @param nanoTime the monotonic clock
     */
    public Lifetime(Duration lifetime, Duration age, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        Duration left = age.isNegative() ? lifetime : lifetime.minus(age);
        this.deadline = nanoTime.getAsLong() + left.toNanos();
    }

    public boolean isOver() {
        return nanoTime.getAsLong() - deadline > 0;
    }
}
