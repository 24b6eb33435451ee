package io.slackwater.domain.budget;

/**
 * The numbers of updates that may be in flight, or wait for a start.
 *
 * @param inFlight in the fleet, from grant to applied
 * @param awaitingStart in the fleet, from applied to verified; those in flight count too, since they will wait
 * @param perHost on one host, from grant to applied
 */
public record BudgetLimits(int inFlight, int awaitingStart, int perHost) {

    public BudgetLimits {
        if (inFlight < 1 || awaitingStart < 1 || perHost < 1) {
            throw new IllegalArgumentException("Each limit must be at least 1: " + inFlight + " in flight, "
                    + awaitingStart + " awaiting a start, " + perHost + " per host");
        }
    }
}
