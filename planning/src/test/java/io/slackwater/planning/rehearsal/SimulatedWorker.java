package io.slackwater.planning.rehearsal;

import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.update.decision.Effect;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.VmDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Invented workers: what they are told they do, after a while, if the VM is as they need it. */
final class SimulatedWorker {

    private final SplittableRandom luck;

    SimulatedWorker(SplittableRandom luck) {
        this.luck = luck;
    }

    /** Returns how long they take. */
    Duration takes(Effect.IssueCommand issueCommand) {
        Duration work = Duration.ofMillis(luck.nextInt(500, 6_000));
        return switch (issueCommand.type()) {
            case APPLY, ROLL_BACK -> work;
            case VERIFY -> issueCommand.options().timing().stayUp().plus(work);
        };
    }

    /**
     * Returns what came of it.
     *
     * @param isAsNeeded for APPLY whether the VM is off, for VERIFY whether it is on
     */
    static CommandOutcome answer(Effect.IssueCommand issueCommand, boolean isAsNeeded) {
        CommandOutcomeStatus otherwise =
                switch (issueCommand.type()) {
                    case APPLY -> CommandOutcomeStatus.NOT_MODIFIABLE;
                    case VERIFY, ROLL_BACK -> CommandOutcomeStatus.INCONCLUSIVE;
                };
        return new CommandOutcome(
                issueCommand.type(),
                issueCommand.update().state().attempt(),
                issueCommand.issue().number(),
                isAsNeeded ? CommandOutcomeStatus.DONE : otherwise,
                "",
                List.of(),
                Optional.empty(),
                VerifiedBy.UNKNOWN);
    }

    /** Returns the definition with what an update puts into it. */
    static VmDefinition applied(VmDefinition before, Update update, Instant now) {
        List<SlotUse> uses =
                before.uses().stream().map(use -> applied(use, update)).toList();
        return new VmDefinition(
                before.name(),
                before.persistent(),
                before.managedBy(),
                before.managedSave(),
                before.snapshots(),
                before.checkpoints(),
                uses,
                Optional.of(update.id()),
                now,
                now,
                before.labels(),
                before.agentConfigured());
    }

    private static SlotUse applied(SlotUse use, Update update) {
        return update.replacements().stream()
                .filter(replacement -> replacement.slot().equals(use.slot()))
                .flatMap((Replacement replacement) -> replacement.to().stream())
                .findFirst()
                .map(to -> new SlotUse(use.slot(), use.live(), use.configured(), use.disposable(), to, List.of()))
                .orElse(use);
    }
}
