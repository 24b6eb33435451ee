package io.slackwater.hypervisor;

import java.util.UUID;

/** Hears of a host's events. Implementations only enqueue: they are called on a thread that all hosts share. */
public interface HostListener {

    /** Something about a domain changed: its state, its definition, its devices, its agent, or whether it exists. */
    void domainChanged(UUID id);

    /** A pool or one of its volumes changed. */
    void storageChanged(String pool);

    /** The connection is gone; nothing will be heard any more. */
    void connectionLost(String reason);
}
