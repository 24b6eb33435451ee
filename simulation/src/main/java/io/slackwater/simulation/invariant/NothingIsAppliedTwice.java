package io.slackwater.simulation.invariant;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.SlackwaterMetadata.UpdateMark;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.world.Site;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An attempt of an update has its effect once, and an update that ended has none, however often a worker is told. */
public final class NothingIsAppliedTwice implements Invariant {

    private final UpdateTracker updateTracker;
    private final Set<UpdateMark> applied = new HashSet<>();

    public NothingIsAppliedTwice(UpdateTracker updateTracker) {
        this.updateTracker = updateTracker;
    }

    @Override
    public void redefined(Site site, UUID vm) {
        DomainXml definition = read(site.host().domain(vm).orElseThrow());
        Optional<UpdateMark> mark = definition.metadata().update();
        Optional<UpdateTracker.Told> told = mark.flatMap(left -> updateTracker.update(left.id()));
        if (told.isEmpty() || isBack(definition, told.get().last())) {
            return;
        }
        if (told.get().isEnded()) {
            throw violated("Update " + mark.get().id() + " of VM " + vm + " was applied after its end as "
                    + told.get().phase());
        }
        if (!applied.add(mark.get())) {
            throw violated("Attempt " + mark.get().attempt() + " of update "
                    + mark.get().id() + " of VM " + vm + " was applied twice");
        }
    }

    /** Whether the slots refer to what they did before the update. */
    private static boolean isBack(DomainXml definition, UpdateEvent update) {
        return update.getReplacements().stream().anyMatch(replacement -> definition
                .slot(replacement.getSlot())
                .flatMap(Slot::path)
                .filter(path -> path.equals(replaced(replacement)))
                .isPresent());
    }

    private static String replaced(Replacement replacement) {
        return replacement.getFromOverlay().orElse(replacement.getFrom()).getPath();
    }

    private static DomainXml read(Domain domain) {
        try {
            return DomainXml.parse(domain.definition());
        } catch (MalformedDomainXmlException malformed) {
            throw new IllegalStateException("A worker defined what cannot be read: " + domain.definition(), malformed);
        }
    }
}
