package io.slackwater.executor.budget;

/** An update that asks for a slot, or of which something is heard. */
public record Request(String updateId, Ask ask, String vmId, String hostId, String changeId, Affiliation affiliation) {

    public int attempt() {
        return ask.attempt();
    }

    /** Returns the same request of a VM that belongs elsewhere. */
    public Request of(Affiliation known) {
        return new Request(updateId, ask, vmId, hostId, changeId, known);
    }
}
