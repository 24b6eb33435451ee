package io.slackwater.inventory.hosts;

import java.util.List;

/**
 * A VM that the log says a host has.
 *
 * @param name libvirt's name of the domain; empty where an earlier version of Slackwater saw it last
 * @param volumes what it refers to there; empty as above, and where it refers to no volume of a known store
 */
public record HostedVm(String vmId, String name, List<StoredVolume> volumes) {

    public HostedVm {
        volumes = List.copyOf(volumes);
    }

    /** A volume of a store, by their names. */
    public record StoredVolume(String store, String volume) {}
}
