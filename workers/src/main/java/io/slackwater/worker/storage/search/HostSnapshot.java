package io.slackwater.worker.storage.search;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.StoragePool;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The domains, pools and volumes of one host, read together.
 *
 * @param pool the name of the looked-at volume's pool on this host
 * @param pools every pool, refreshed
 * @param askedAt when it was asked
 */
public record HostSnapshot(String hostId, String pool, List<Domain> domains, List<StoragePool> pools, Instant askedAt) {

    public HostSnapshot {
        domains = List.copyOf(domains);
        pools = List.copyOf(pools);
    }

    /** Returns the pool of that name, or empty where the host has none. */
    Optional<StoragePool> pool(String name) {
        return pools.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    }

    Optional<StoragePool> ownPool() {
        return pool(pool);
    }
}
