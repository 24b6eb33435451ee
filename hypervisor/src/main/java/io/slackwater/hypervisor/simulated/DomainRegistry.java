package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HypervisorException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The domains of a simulated host: one per UUID and per name. Its caller holds the host's lock. */
final class DomainRegistry {

    private final String host;
    private final Map<UUID, SimulatedDomain> domains = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    DomainRegistry(String host) {
        this.host = host;
    }

    /** Returns every domain, in the order of their definition. */
    List<SimulatedDomain> all() {
        return List.copyOf(domains.values());
    }

    Optional<SimulatedDomain> find(UUID id) {
        return Optional.ofNullable(domains.get(id));
    }

    SimulatedDomain required(UUID id) throws HypervisorException {
        return find(id).orElseThrow(
                        () -> new HypervisorException.NotFound("Host " + host + " has no domain " + id, null));
    }

    void add(SimulatedDomain domain) throws HypervisorException {
        if (domains.containsKey(domain.id()) || !names.add(domain.name())) {
            throw new HypervisorException.Rejected(
                    "Host " + host + " has a domain " + domain.name() + " already", null);
        }
        domains.put(domain.id(), domain);
    }

    void remove(SimulatedDomain domain) {
        domains.remove(domain.id());
        names.remove(domain.name());
    }
}
