package io.slackwater.standalone.process;

import java.time.Duration;

/**
 * How long to wait before a child that died is started again: twice as long each time, until it stayed up for a while.
 *
 * @param first the first pause
 * @param longest the longest pause
 * @param forgetAfter after how long a run the count begins anew
 */
public record Backoff(Duration first, Duration longest, Duration forgetAfter) {

    public static final Backoff DEFAULT =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private static final int MANY_DOUBLINGS = 20;

    /** Returns the pause after that many short runs in a row, 1 for the first. */
    public Duration pause(int shortRuns) {
        Duration doubled = first.multipliedBy(1L << Math.min(shortRuns - 1, MANY_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** Whether a run was long enough to be no part of a row of failures. */
    public boolean forgets(Duration run) {
        return run.compareTo(forgetAfter) >= 0;
    }
}
