package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.policy.deadline.EffectiveMode;
import io.slackwater.domain.update.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blockers that prevent an update now; without any it may start: the VM is shut off without a saved state and has
 * been for the settle time, or may be redefined or restarted while it runs; a window is open where one is needed; its
 * host is active, reachable and synced; and the new volumes are staged and pinned for the change.
 *
 * @param blockers empty where the VM may be updated
 * @param window when the window opened in which it goes; empty where it needs none
 * @param until when to look again though nothing was heard; empty where only an event can change it
 */
public record ModifiableResult(List<Blocker> blockers, Optional<Instant> window, Optional<Instant> until) {

    public ModifiableResult {
        blockers = List.copyOf(blockers);
    }

    /** Evaluates an update that waits. */
    public static ModifiableResult evaluate(DecisionContext context, Update update) {
        Optional<Blocker> stays = ReturnBlockers.of(context, update);
        if (stays.isPresent()) {
            // Whatever else holds it up, the policy alone can let it go.
            return new ModifiableResult(List.of(stays.get()), Optional.empty(), Optional.empty());
        }
        WindowCheck windowCheck = WindowCheck.of(context, update);
        List<Blocker> blockers = new ArrayList<>();
        blockers.addAll(HostBlockers.of(context, update));
        blockers.addAll(DefinitionBlockers.of(context, update));
        blockers.addAll(AgentBlockers.of(context));
        blockers.addAll(PowerBlockers.of(context));
        windowCheck.blocker().ifPresent(blockers::add);
        blockers.addAll(VolumeBlockers.of(context, update));
        blockers.addAll(HistoryBlockers.of(context, update));
        return new ModifiableResult(blockers, windowCheck.opened(), until(context, windowCheck));
    }

    /**
     * Evaluates an update whose new definition is there already, though nobody heard of it, or which waits to be restarted. That it is
     * told once more changes nothing of the VM's definition, so only a restart has to wait for its window.
     */
    public static ModifiableResult confirm(DecisionContext context, Update update) {
        List<Blocker> blockers = new ArrayList<>(HostBlockers.of(context, update));
        if (!context.restarts()) {
            return new ModifiableResult(blockers, Optional.empty(), Optional.empty());
        }
        WindowCheck windowCheck = WindowCheck.of(context, update);
        windowCheck.blocker().ifPresent(blockers::add);
        return new ModifiableResult(blockers, windowCheck.opened(), until(context, windowCheck));
    }

    /** Whether nothing holds the update up. */
    public boolean isNow() {
        return blockers.isEmpty();
    }

    private static Optional<Instant> until(DecisionContext context, WindowCheck windowCheck) {
        return Stream.of(
                        PowerBlockers.settledAt(context),
                        windowCheck.until(),
                        context.policy().map(EffectivePolicy::inForce).flatMap(EffectiveMode::nextChange))
                .flatMap(Optional::stream)
                .filter(context.now()::isBefore)
                .min(Instant::compareTo);
    }
}
