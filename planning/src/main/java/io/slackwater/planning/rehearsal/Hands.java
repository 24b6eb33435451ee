package io.slackwater.planning.rehearsal;

import io.slackwater.executor.brain.Effect;
import io.slackwater.executor.update.Answer;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.update.VerifiedBy;
import io.slackwater.executor.vm.Definition;
import io.slackwater.executor.vm.SlotUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Invented hands: what they are told they do, after a while, if the VM is as they need it. */
final class Hands {

    private final SplittableRandom luck;

    Hands(SplittableRandom luck) {
        this.luck = luck;
    }

    /** Returns how long they take. */
    Duration takes(Effect.Tell tell) {
        Duration work = Duration.ofMillis(luck.nextInt(500, 6_000));
        return switch (tell.type()) {
            case APPLY, ROLL_BACK -> work;
            case VERIFY -> tell.orders().timing().stayUp().plus(work);
        };
    }

    /**
     * Returns what came of it.
     *
     * @param isAsNeeded for APPLY whether the VM is off, for VERIFY whether it is on
     */
    static Answer answer(Effect.Tell tell, boolean isAsNeeded) {
        AnswerStatus otherwise =
                switch (tell.type()) {
                    case APPLY -> AnswerStatus.NOT_MODIFIABLE;
                    case VERIFY, ROLL_BACK -> AnswerStatus.INCONCLUSIVE;
                };
        return new Answer(
                tell.type(),
                tell.update().stage().attempt(),
                tell.issue().number(),
                isAsNeeded ? AnswerStatus.DONE : otherwise,
                "",
                List.of(),
                Optional.empty(),
                VerifiedBy.UNKNOWN);
    }

    /** Returns the definition with what an update puts into it. */
    static Definition applied(Definition before, Update update, Instant now) {
        List<SlotUse> uses =
                before.uses().stream().map(use -> applied(use, update)).toList();
        return new Definition(
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
