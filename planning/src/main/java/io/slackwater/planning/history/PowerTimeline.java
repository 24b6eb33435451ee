package io.slackwater.planning.history;

/** How a VM is on and off from a time on. Each period begins where the one before it ends, and the two differ. */
@FunctionalInterface
public interface PowerTimeline {

    /** Returns the next period; not to be asked again after one that does not end. */
    PowerPeriod next();
}
