package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks an update because of the VM's run state. At most one state blocks at a time, and a managed save beside it.
 */
final class PowerBlockers {

    private PowerBlockers() {}

    static List<Blocker> of(DecisionContext context) {
        Optional<VmPlacement> sighting = context.onlyPlacement();
        if (sighting.isEmpty()) {
            return List.of();
        }
        if (sighting.get().power().isEmpty()) {
            Instant since = sighting.get().definition().orElseThrow().since();
            return List.of(new Blocker(
                    BlockerCode.VM_UNKNOWN, context.vm().id(), since, "Its run state has not been published yet"));
        }
        PowerState power = sighting.get().power().get();
        return Stream.of(state(context, power), save(context, sighting.get(), power))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns when a VM that is off will have been off for the settle time. */
    static Optional<Instant> settledAt(DecisionContext context) {
        return context.onlyPlacement()
                .flatMap(VmPlacement::power)
                .filter(power -> power.state() == RunState.SHUTOFF)
                .map(power -> power.since().plus(context.timing().settleTime()));
    }

    private static Optional<Blocker> state(DecisionContext context, PowerState power) {
        return switch (power.state()) {
            case UNKNOWN, NOSTATE ->
                blocker(context, BlockerCode.VM_UNKNOWN, power, "The host does not know its state");
            case RUNNING, BLOCKED ->
                context.mode().mayRedefineRunning()
                        ? Optional.empty()
                        : blocker(context, BlockerCode.VM_RUNNING, power, "It runs; shut it off");
            case SHUTDOWN -> blocker(context, BlockerCode.VM_RUNNING, power, "It is shutting down");
            case PAUSED -> blocker(context, BlockerCode.VM_PAUSED, power, "It is paused; shut it off");
            case PMSUSPENDED ->
                blocker(context, BlockerCode.VM_SUSPENDED, power, "Its guest is suspended; wake it and shut it off");
            case CRASHED -> blocker(context, BlockerCode.VM_STOPPED_BY_CRASH, power, "Its guest crashed");
            case SHUTOFF -> off(context, power);
        };
    }

    private static Optional<Blocker> off(DecisionContext context, PowerState power) {
        return switch (power.reason()) {
            case "MIGRATED" ->
                blocker(context, BlockerCode.VM_STOPPED_BY_MIGRATION, power, "It is off here because it was migrated");
            case "CRASHED" ->
                blocker(
                        context,
                        BlockerCode.VM_STOPPED_BY_CRASH,
                        power,
                        "It is off because it crashed; look at it first");
            case "FAILED", "DAEMON" ->
                blocker(
                        context,
                        BlockerCode.VM_STOPPED_BY_FAILURE,
                        power,
                        "It is off because of a failure; look at it first");
            default -> settling(context, power);
        };
    }

    private static Optional<Blocker> settling(DecisionContext context, PowerState power) {
        Instant settled = power.since().plus(context.timing().settleTime());
        return context.now().isBefore(settled)
                ? blocker(context, BlockerCode.VM_SETTLING, power, "It was shut off only just now")
                : Optional.empty();
    }

    private static Optional<Blocker> save(DecisionContext context, VmPlacement placement, PowerState power) {
        boolean saved = placement.hasManagedSave()
                || (power.state() == RunState.SHUTOFF && power.reason().equals("SAVED"));
        return saved
                ? blocker(
                        context,
                        BlockerCode.VM_MANAGED_SAVE,
                        power,
                        "Its next start resumes a managed save, which holds the old definition")
                : Optional.empty();
    }

    private static Optional<Blocker> blocker(
            DecisionContext context, BlockerCode code, PowerState power, String detail) {
        return Optional.of(new Blocker(code, context.vm().id(), power.since(), detail));
    }
}
