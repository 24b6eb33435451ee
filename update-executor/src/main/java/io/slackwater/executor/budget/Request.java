package io.slackwater.executor.budget;

/** An attempt of an update that asks for a slot. */
public record Request(
        String updateId, int attempt, String vmId, String hostId, String changeId, Affiliation affiliation) {

    /** Returns the same request of a VM that belongs elsewhere. */
    public Request of(Affiliation known) {
        return new Request(updateId, attempt, vmId, hostId, changeId, known);
    }
}
