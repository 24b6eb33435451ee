package io.slackwater.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands at the epoch until it is set. */
public final class SettableClock extends Clock {

    private Instant now = Instant.EPOCH;

    /** Sets it to a time after the epoch. */
    public void set(Duration sinceEpoch) {
        now = Instant.EPOCH.plus(sinceEpoch);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("withZone");
    }
}
