package io.slackwater.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slackwater.benchmarks.clock.Cost;

/**
 * One comparison.
 *
 * @param warmUp whether it does not count, for it was the first
 * @param slackwater what Slackwater took
 * @param plain what plain clients took for the same records right after it
 */
public record Round(boolean warmUp, Cost slackwater, Cost plain) {

    /** Returns Slackwater's time over the plain clients' time. */
    @JsonProperty
    public double ratio() {
        return slackwater.seconds() / plain.seconds();
    }

    /** Returns the same of the processor time, which other programs on the machine disturb less. */
    @JsonProperty
    public double cpuRatio() {
        return slackwater.cpuSeconds() / plain.cpuSeconds();
    }
}
