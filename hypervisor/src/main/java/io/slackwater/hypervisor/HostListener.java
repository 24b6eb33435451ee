package io.slackwater.hypervisor;

import java.util.UUID;

/** Hears of a host's events. Implementations only enqueue: they are called on a thread that all hosts share. */
public interface HostListener {

    /** Something about a domain changed: its state, its definition, its devices, its agent, or whether it exists. */
    void domainChanged(UUID id);

    /**
     * A pool was defined, started, stopped or undefined. What becomes of its volumes no hypervisor tells: libvirt has no such
     * event, but for the one that each refresh raises, and reading refreshes.
     */
    void storageChanged(String pool);

    /** The connection is gone; nothing will be heard any more. */
    void connectionLost(String reason);
}
