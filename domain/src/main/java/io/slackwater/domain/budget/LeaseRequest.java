package io.slackwater.domain.budget;

/** An update's request for a lease, or news of an update that asked for one. */
public record LeaseRequest(
        String updateId, LeaseRequestKey ask, String vmId, String hostId, String changeId, BudgetScope affiliation) {

    public int attempt() {
        return ask.attempt();
    }

    /** Returns the same request of a VM that belongs elsewhere. */
    public LeaseRequest of(BudgetScope known) {
        return new LeaseRequest(updateId, ask, vmId, hostId, changeId, known);
    }
}
