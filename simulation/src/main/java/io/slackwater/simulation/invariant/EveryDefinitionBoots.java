package io.slackwater.simulation.invariant;

import io.slackwater.hypervisor.Domain;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.Storage;
import java.util.Optional;
import java.util.UUID;

/** Whatever a worker does, the next start of the VM finds all that its definition refers to. */
public final class EveryDefinitionBoots implements Invariant {

    private final Storage storage = new Storage();

    @Override
    public void redefined(Site site, UUID vm) {
        Domain domain = site.host().domain(vm).orElseThrow();
        Optional<String> missing = storage.missing(site, domain);
        if (missing.isPresent()) {
            throw violated(
                    "VM " + domain.name() + " was defined to start from " + missing.get() + ", which is not there");
        }
    }
}
