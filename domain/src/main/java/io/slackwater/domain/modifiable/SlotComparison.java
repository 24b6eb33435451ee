package io.slackwater.domain.modifiable;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;

/** Compares the volumes in a VM's slots with those that an update replaces. */
public final class SlotComparison {

    private SlotComparison() {}

    /** What a slot refers to, seen from an update. */
    public enum Match {
        OLD,
        NEW,
        OTHER
    }

    /** Returns what the definition of the next start has in the slot of a replacement. */
    public static Match configured(VmDefinition definition, Replacement replacement) {
        return match(definition.configured(replacement.slot()), replacement);
    }

    /** Whether the running machine has the new volumes in all slots of an update. */
    public static boolean runsNew(VmDefinition definition, List<Replacement> replacements) {
        return replacements.stream().allMatch(replacement -> runsNew(definition.live(replacement.slot()), replacement));
    }

    /** A machine whose disk is transient, or that got a snapshot since, runs on an overlay that is made on what it was started from. */
    private static boolean runsNew(Optional<SlotUse> live, Replacement replacement) {
        Optional<VolumeRef> startedFrom = replacement.toOverlay().or(replacement::to);
        return match(live, replacement) == Match.NEW
                || live.stream()
                        .flatMap(use -> use.backing().stream())
                        .anyMatch(below -> startedFrom.filter(below::isSameAs).isPresent());
    }

    private static Match match(Optional<SlotUse> use, Replacement replacement) {
        if (use.isEmpty()) {
            return Match.OTHER;
        }
        VolumeRef volume = use.get().volume();
        if (volume.isSameAs(replacement.replaced())) {
            return Match.OLD;
        }
        Optional<VolumeRef> named = replacement.kind() == PortionKind.BASE_IMAGE
                ? use.get().backing().stream().findFirst()
                : Optional.of(volume);
        boolean isNew = named.isPresent()
                && replacement.to().filter(named.get()::isSameAs).isPresent();
        return isNew ? Match.NEW : Match.OTHER;
    }
}
