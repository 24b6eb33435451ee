package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Blocks an update because of its own backoff, or of other updates of the VM. */
final class HistoryBlockers {

    private HistoryBlockers() {}

    static List<Blocker> of(DecisionContext context, Update update) {
        List<Blocker> blockers = new ArrayList<>();
        if (context.vm().history().hasFailed(update.key().changeId())) {
            blockers.add(new Blocker(
                    BlockerCode.FAILED_BEFORE,
                    update.key().changeId(),
                    update.requiredAt(),
                    "This change failed on this VM before; it is not tried again by itself"));
        }
        context.vm().updates().stream()
                .filter(other -> !other.id().equals(update.id()))
                .filter(other -> other.state().isInFlight() || context.isAlreadyDefined(other))
                .forEach(other -> blockers.add(behind(other)));
        backoff(update)
                .filter(backoff -> context.now().isBefore(backoff.notBefore()))
                .flatMap(ReleaseBackoff::blocker)
                .ifPresent(blockers::add);
        return blockers;
    }

    private static Blocker behind(Update other) {
        boolean failed = other.state() instanceof UpdateState.Failed;
        return new Blocker(
                failed ? BlockerCode.AWAITING_STOP : BlockerCode.AWAITING_START,
                other.id(),
                other.decidedAt(),
                failed
                        ? "Another update of this VM is being rolled back"
                        : "Another update of this VM is not verified yet");
    }

    private static Optional<ReleaseBackoff> backoff(Update update) {
        return update.state() instanceof UpdateState.Waiting waiting ? waiting.backoff() : Optional.empty();
    }
}
