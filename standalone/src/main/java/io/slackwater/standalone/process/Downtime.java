package io.slackwater.standalone.process;

import java.time.Duration;
import java.util.Optional;

/** For how long one run of a child has been unable to do its work. Times are on the clock of {@link System#nanoTime}. */
final class Downtime {

    private final LivenessProbe limits;
    private long lastUp;
    private boolean wasUp;

    Downtime(LivenessProbe limits, long startedAt) {
        this.limits = limits;
        this.lastUp = startedAt;
    }

    /** Takes an answer. Returns for how long the child has been down once that is too long; empty before. */
    Optional<Duration> take(Health answer, long now) {
        if (answer.isUp()) {
            wasUp = true;
            lastUp = now;
            return Optional.empty();
        }
        Duration down = Duration.ofNanos(now - lastUp);
        Duration most = wasUp ? limits.patience() : limits.startPatience();
        return down.compareTo(most) > 0 ? Optional.of(down) : Optional.empty();
    }
}
