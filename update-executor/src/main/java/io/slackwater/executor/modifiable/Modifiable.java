package io.slackwater.executor.modifiable;

import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What holds an update up now, by its policy: the VM is shut off without a saved state and has been for the settle
 * time, its host is active, reachable and synced, and the new volumes are staged and pinned for the change.
 *
 * @param blockers empty where the VM may be updated
 * @param until when to look again though nothing was heard; empty where only an event can change it
 */
public record Modifiable(List<Blocker> blockers, Optional<Instant> until) {

    public Modifiable {
        blockers = List.copyOf(blockers);
    }

    /** Evaluates an update that waits. */
    public static Modifiable evaluate(Scene scene, Update update) {
        List<Blocker> blockers = new ArrayList<>();
        blockers.addAll(PolicyBlockers.of(scene, update));
        blockers.addAll(HostBlockers.of(scene, update));
        blockers.addAll(DefinitionBlockers.of(scene, update));
        blockers.addAll(PowerBlockers.of(scene));
        blockers.addAll(VolumeBlockers.of(scene, update));
        blockers.addAll(HistoryBlockers.of(scene, update));
        return new Modifiable(blockers, PowerBlockers.settledAt(scene).filter(scene.now()::isBefore));
    }

    /**
     * Evaluates an update whose new definition is there already, though nobody heard of it: that it is told once more changes nothing
     * of the VM, so the VM's state does not matter.
     */
    public static Modifiable confirm(Scene scene, Update update) {
        return new Modifiable(HostBlockers.of(scene, update), Optional.empty());
    }

    /** Whether nothing holds the update up. */
    public boolean isNow() {
        return blockers.isEmpty();
    }
}
