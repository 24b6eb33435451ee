package io.slackwater.planning.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * When a VM was off, folded from its states in the order in which they were published. It takes a bounded part of the memory,
 * however long the history is: the last off periods, the longest, and sums. Not for more than one thread.
 */
public final class OffHistory {

    private static final int KEPT = 48;

    private final Deque<OffPeriod> ended = new ArrayDeque<>();
    private Optional<Instant> heardFrom = Optional.empty();
    private Optional<Instant> offSince = Optional.empty();
    private Optional<OffPeriod> longest = Optional.empty();
    private Duration offInAll = Duration.ZERO;
    private int begun;

    /**
     * Takes a state. One that says the same as before, or is older, changes nothing.
     *
     * @param isOff whether it allows an update
     * @param at when it was published
     */
    public void heard(boolean isOff, Instant at) {
        heardFrom = Optional.of(heardFrom.orElse(at));
        if (isOff && offSince.isEmpty()) {
            offSince = Optional.of(at);
            begun++;
        } else if (!isOff && offSince.isPresent() && at.isAfter(offSince.get())) {
            end(new OffPeriod(offSince.get(), at));
        }
    }

    /** Returns since when its states are known; empty where none was published. */
    public Optional<Instant> heardFrom() {
        return heardFrom;
    }

    /** Returns since when it is off; empty where it is not. */
    public Optional<Instant> offSince() {
        return offSince;
    }

    /** Returns the last off periods that ended, oldest first. */
    public List<OffPeriod> ended() {
        return List.copyOf(ended);
    }

    /** Returns the longest off period that ended, also one of long ago. */
    public Optional<OffPeriod> longest() {
        return longest;
    }

    /** Returns how often it was off, now included. */
    public int begun() {
        return begun;
    }

    /** Returns how long it was not off, until a time. */
    public Duration onUntil(Instant now) {
        Duration off = offInAll.plus(
                offSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO));
        return heardFrom
                .map(from -> Duration.between(from, now).minus(off))
                .filter(on -> !on.isNegative())
                .orElse(Duration.ZERO);
    }

    private void end(OffPeriod offPeriod) {
        offSince = Optional.empty();
        offInAll = offInAll.plus(offPeriod.length());
        if (longest.filter(other -> other.length().compareTo(offPeriod.length()) >= 0)
                .isEmpty()) {
            longest = Optional.of(offPeriod);
        }
        ended.addLast(offPeriod);
        if (ended.size() > KEPT) {
            ended.removeFirst();
        }
    }
}
