package io.slackwater.planning.plan;

import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.KnownChange;
import io.slackwater.planning.fleet.StoreInfo;
import java.util.List;

/** Says what an update changes in a definition, by the names that its volumes have or will get. */
final class SlotChanges {

    /** Stands for what is only known when the update is granted. */
    private static final String UNKNOWN_DIGITS = "????????";

    private final Fleet fleet;
    private final KnownChange change;

    SlotChanges(Fleet fleet, KnownChange change) {
        this.fleet = fleet;
        this.change = change;
    }

    List<SlotChange> of(String hostId, DecisionContext context, Update update) {
        String name = context.definition().map(VmDefinition::name).orElse("");
        return update.replacements().stream()
                .map(replacement -> new SlotChange(
                        replacement.slot(),
                        replacement.kind(),
                        replacement.portion(),
                        replacement.fromVersion(),
                        replacement.toVersion(),
                        replacement.replaced().path(),
                        replacement
                                .fromOverlay()
                                .map(overlay -> overlay(overlay, name, replacement.slot()))
                                .orElseGet(() -> staged(hostId, context, update, replacement))))
                .toList();
    }

    private String staged(String hostId, DecisionContext context, Update update, Replacement replacement) {
        return context.target(update, replacement)
                .filter(VolumeInfo::present)
                .map(fact -> fact.volume().path())
                .orElseGet(() -> fleet.store(hostId, replacement.from().store())
                                .map(StoreInfo::path)
                                .orElseGet(() -> directory(replacement.from()))
                        + "/" + change.part(replacement.portion()).volume());
    }

    private static String overlay(VolumeRef old, String vmName, String slot) {
        return directory(old) + "/" + vmName + "-" + slot + "-" + UNKNOWN_DIGITS + ".qcow2";
    }

    private static String directory(VolumeRef volume) {
        return volume.path().substring(0, Math.max(0, volume.path().lastIndexOf('/')));
    }
}
