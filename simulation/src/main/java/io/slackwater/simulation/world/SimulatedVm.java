package io.slackwater.simulation.world;

import io.slackwater.hypervisor.Domain;
import java.util.Optional;
import java.util.UUID;

/** A VM of a host. */
public record SimulatedVm(UUID id, String name, Site site, Kind kind) {

    /** How a VM boots. */
    public enum Kind {
        /** From a kernel and an initrd that its definition names. */
        DIRECT,
        /** From a disk that is an overlay on a base image. */
        IMAGE
    }

    /** Returns the VM as its host has it; empty where it has gone. */
    public Optional<Domain> domain() {
        return site.host().domain(id);
    }
}
