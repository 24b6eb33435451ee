package io.slackwater.worker.update;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks that a worker goes by.
 *
 * @param nanoTime the monotonic one, as {@link System#nanoTime}: how long something took
 * @param wall the time of day, which windows are about
 */
public record Clocks(LongSupplier nanoTime, InstantSource wall) {

    /** Those of this machine. */
    public static final Clocks SYSTEM = new Clocks(System::nanoTime, InstantSource.system());
}
