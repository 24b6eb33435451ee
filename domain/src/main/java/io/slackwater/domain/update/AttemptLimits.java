package io.slackwater.domain.update;

/**
 * The number of failures of each kind before an update has failed.
 *
 * @param refusals at how many refusals of the host, from 1
 * @param stops at how many stops of the VM by itself before there was a verdict, from 1
 */
public record AttemptLimits(int refusals, int stops) {

    public AttemptLimits {
        if (refusals < 1 || stops < 1) {
            throw new IllegalArgumentException("An update has at least one try, not " + refusals + " and " + stops);
        }
    }

    /** Whether the host refused too often. */
    public boolean isRefused(FailureCounts failures) {
        return failures.refusals() >= refusals;
    }

    /** Whether the VM stopped too often. */
    public boolean isStopped(FailureCounts failures) {
        return failures.stops() >= stops;
    }
}
