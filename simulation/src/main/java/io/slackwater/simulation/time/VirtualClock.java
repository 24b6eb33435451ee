package io.slackwater.simulation.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only moves when it is told to. */
public final class VirtualClock extends Clock {

    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long NANOS = 1_000_000;

    private long millis = BEGIN;

    /** Returns how much time has passed since the beginning, in milliseconds. */
    public long elapsed() {
        return millis - BEGIN;
    }

    /** Returns the monotonic clock, in nanoseconds. */
    public long nanoTime() {
        return elapsed() * NANOS;
    }

    /** Returns another clock that shows the same time, and goes on by itself. */
    public VirtualClock copy() {
        VirtualClock other = new VirtualClock();
        other.moveTo(millis);
        return other;
    }

    /** Lets so many milliseconds pass. */
    public void pass(long more) {
        millis += more;
    }

    void moveTo(long when) {
        millis = when;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The virtual clock has no time zone");
    }
}
