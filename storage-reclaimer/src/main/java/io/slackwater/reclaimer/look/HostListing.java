package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.StoragePool;
import java.time.Instant;
import java.util.List;

/**
 * All that a host has.
 *
 * @param pool the name of the looked-at volume's pool on this host
 * @param pools every pool, refreshed
 * @param askedAt when it was asked
 */
public record HostListing(String hostId, String pool, List<Domain> domains, List<StoragePool> pools, Instant askedAt) {

    public HostListing {
        domains = List.copyOf(domains);
        pools = List.copyOf(pools);
    }
}
