package io.slackwater.domain.update;

/**
 * How often something may go wrong with an update before it has failed.
 *
 * @param refusals at how many refusals of the host, from 1
 * @param stops at how many stops of the VM by itself before there was a verdict, from 1
 */
public record Bounds(int refusals, int stops) {

    public Bounds {
        if (refusals < 1 || stops < 1) {
            throw new IllegalArgumentException("An update has at least one try, not " + refusals + " and " + stops);
        }
    }

    /** Whether the host refused too often. */
    public boolean isRefused(Tries tries) {
        return tries.refusals() >= refusals;
    }

    /** Whether the VM stopped too often. */
    public boolean isStopped(Tries tries) {
        return tries.stops() >= stops;
    }
}
