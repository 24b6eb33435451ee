package io.slackwater.executor.vm;

import io.slackwater.executor.update.Replacement;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a VM on one host. The two halves come from two topics, in either order.
 *
 * @param definition empty until it was published
 * @param power empty until it was published
 */
public record Sighting(String hostId, Optional<Definition> definition, Optional<Power> power) {

    /** A host of which nothing was said yet. */
    public static Sighting none(String hostId) {
        return new Sighting(hostId, Optional.empty(), Optional.empty());
    }

    Sighting with(Definition published) {
        return new Sighting(hostId, Optional.of(published.after(definition)), power);
    }

    Sighting with(Power published) {
        return new Sighting(hostId, definition, Optional.of(published.after(power)));
    }

    Sighting rolledBack(List<Replacement> replacements) {
        return new Sighting(hostId, definition.map(known -> known.rolledBack(replacements)), power);
    }

    /** Whether a managed save exists, by whichever half was published last. */
    public boolean hasManagedSave() {
        if (definition.isEmpty() || power.isEmpty()) {
            return definition.map(Definition::managedSave).orElse(false)
                    || power.map(Power::managedSave).orElse(false);
        }
        return power.get().seenAt().isBefore(definition.get().seenAt())
                ? definition.get().managedSave()
                : power.get().managedSave();
    }
}
