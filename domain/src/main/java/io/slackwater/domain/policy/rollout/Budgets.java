package io.slackwater.domain.policy.rollout;

import java.util.Map;

/**
 * How many updates may be under way before another of this policy may go. Every limit counts the updates of all policies and all
 * changes, for there is one allocator for all: a policy only says how many of them it bears beside its own.
 *
 * @param fleet in the whole fleet, from grant to applied
 * @param perHost on the VM's host, from grant to applied
 * @param perLabelValue by the name of a VM label, such as {@code app}: among the VMs with the same value of it as this one, from
 *     grant until verified or rolled back; a VM without the label is not limited by it
 * @param awaitingStart in the whole fleet, from grant to verified: those that wait for a start, and those that will
 */
public record Budgets(int fleet, int perHost, Map<String, Integer> perLabelValue, int awaitingStart) {

    public Budgets {
        perLabelValue = Map.copyOf(perLabelValue);
        boolean tooSmall = fleet < 1
                || perHost < 1
                || awaitingStart < 1
                || perLabelValue.values().stream().anyMatch(limit -> limit < 1);
        if (tooSmall) {
            throw new IllegalArgumentException("Each budget must be at least 1");
        }
    }
}
