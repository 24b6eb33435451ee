package io.slackwater.domain.budget;

/** The update, attempt, host and budget scope for which a lease is asked or held. */
public record LeaseRequest(
        String updateId, LeaseRequestKey key, String vmId, String hostId, String changeId, BudgetScope scope) {

    public int attempt() {
        return key.attempt();
    }

    /** Returns the same request of a VM that belongs elsewhere. */
    public LeaseRequest of(BudgetScope known) {
        return new LeaseRequest(updateId, key, vmId, hostId, changeId, known);
    }
}
