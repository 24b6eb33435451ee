package io.slackwater.domain.vm;

import io.slackwater.domain.update.Replacement;
import java.util.List;
import java.util.Optional;

/**
 * A VM's definition and run state on one host. The two halves come from two topics, in either order.
 *
 * @param definition empty until it was published
 * @param power empty until it was published
 */
public record VmPlacement(String hostId, Optional<VmDefinition> definition, Optional<PowerState> power) {

    /** A host of which nothing was said yet. */
    public static VmPlacement none(String hostId) {
        return new VmPlacement(hostId, Optional.empty(), Optional.empty());
    }

    VmPlacement with(VmDefinition published) {
        return new VmPlacement(hostId, Optional.of(published.after(definition)), power);
    }

    VmPlacement with(PowerState published) {
        return new VmPlacement(hostId, definition, Optional.of(published.after(power)));
    }

    VmPlacement rolledBack(List<Replacement> replacements) {
        return new VmPlacement(hostId, definition.map(known -> known.rolledBack(replacements)), power);
    }

    /** Whether a managed save exists, by whichever half was published last. */
    public boolean hasManagedSave() {
        if (definition.isEmpty() || power.isEmpty()) {
            return definition.map(VmDefinition::managedSave).orElse(false)
                    || power.map(PowerState::managedSave).orElse(false);
        }
        return power.get().seenAt().isBefore(definition.get().seenAt())
                ? definition.get().managedSave()
                : power.get().managedSave();
    }
}
