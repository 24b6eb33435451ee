package io.slackwater.domain.budget;

/** An update that asks for a slot, or of which something is heard. */
public record Request(
        String updateId, RequestKey ask, String vmId, String hostId, String changeId, BudgetScope affiliation) {

    public int attempt() {
        return ask.attempt();
    }

    /** Returns the same request of a VM that belongs elsewhere. */
    public Request of(BudgetScope known) {
        return new Request(updateId, ask, vmId, hostId, changeId, known);
    }
}
