package io.slackwater.domain.update;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision about an update, as it is said in public and as it is folded again in a replay.
 *
 * @param blockers what holds it up now
 * @param reason why, for a person; empty where the phase says it all
 * @param kernelRelease what the guest reported; empty but for {@link Phase#VERIFIED}
 * @param supersededBy the change that took its place; empty but for {@link Phase#SUPERSEDED}
 * @param at when it was decided
 * @param trace the trace context to continue; empty where there is none
 * @param admission by which right the update goes; empty in what opens it
 * @param returnsFrom the withdrawn change whose version it takes the VM back from; empty where it moves on
 * @param tries what went wrong so far
 * @param verifiedBy what showed that the VM came up; UNKNOWN but for {@link Phase#VERIFIED}
 */
@RecordBuilder
public record UpdatePhaseEvent(
        UpdateKey key,
        String hostId,
        Phase phase,
        int attempt,
        List<Replacement> replacements,
        List<Blocker> blockers,
        Optional<String> reason,
        Optional<String> kernelRelease,
        Optional<String> supersededBy,
        Instant at,
        String trace,
        Optional<Admission> admission,
        Optional<String> returnsFrom,
        Tries tries,
        VerifiedBy verifiedBy) {

    public UpdatePhaseEvent {
        replacements = List.copyOf(replacements);
        blockers = List.copyOf(blockers);
    }

    /** Says a phase of an update as it stands. */
    public static UpdatePhaseEvent of(Update update, Phase phase) {
        return new UpdatePhaseEvent(
                update.key(),
                update.hostId(),
                phase,
                update.stage().attempt(),
                update.replacements(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                update.decidedAt(),
                update.trace(),
                update.admission(),
                update.returnsFrom(),
                update.tries(),
                VerifiedBy.UNKNOWN);
    }

    /** Adds what holds the update up. */
    public UpdatePhaseEvent heldUpBy(List<Blocker> held) {
        return UpdatePhaseEventBuilder.builder(this).blockers(held).build();
    }

    /** Adds why. */
    public UpdatePhaseEvent because(String why) {
        return UpdatePhaseEventBuilder.builder(this)
                .reason(why.isEmpty() ? Optional.empty() : Optional.of(why))
                .build();
    }

    /** Adds what showed that the VM came up, and the kernel release that the guest reported. */
    public UpdatePhaseEvent verified(VerifiedBy by, Optional<String> release) {
        return UpdatePhaseEventBuilder.builder(this)
                .kernelRelease(release)
                .verifiedBy(by)
                .build();
    }

    /** Adds the change that took its place. */
    public UpdatePhaseEvent supersededBy(String change) {
        return UpdatePhaseEventBuilder.builder(this)
                .supersededBy(Optional.of(change))
                .build();
    }

    /** Returns the stage that an update is in once this was said of it; empty where it ended. */
    public Optional<UpdateState> stage() {
        String why = reason.orElse("");
        return switch (phase) {
            case UNKNOWN ->
                throw new IllegalArgumentException("Update " + key.updateId() + " is in a phase that has no name here");
            case REQUIRED, RELEASED -> Optional.of(UpdateState.Waiting.of(attempt));
            case GRANTED -> Optional.of(new UpdateState.Granted(attempt, Issue.first(at), Optional.empty()));
            case APPLIED -> Optional.of(new UpdateState.AwaitingStart(attempt, at, Optional.empty(), at));
            case FAILED ->
                Optional.of(
                        awaitsStop()
                                ? new UpdateState.AwaitingStop(attempt, why, at)
                                : new UpdateState.RollingBack(attempt, why, Issue.first(at)));
            case VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED -> Optional.empty();
        };
    }

    private boolean awaitsStop() {
        return blockers.stream().anyMatch(blocker -> blocker.code() == BlockerCode.AWAITING_STOP);
    }
}
