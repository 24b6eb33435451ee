package io.slackwater.worker.update;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock and the monotonic clock of a worker.
 *
 * @param nanoTime the monotonic one, as {@link System#nanoTime}: how long something took
 * @param wall the time of day, which windows are about
 */
public record WorkerClocks(LongSupplier nanoTime, InstantSource wall) {

    /** Those of this machine. */
    public static final WorkerClocks SYSTEM = new WorkerClocks(System::nanoTime, InstantSource.system());
}
