package io.slackwater.domain.update;

import io.slackwater.domain.blocker.Blocker;
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
 * @param admission by which lease the update goes; empty in what opens it
 * @param returnsFrom the withdrawn change whose version it takes the VM back from; empty where it moves on
 * @param failures what went wrong so far
 * @param verifiedBy what showed that the VM came up; UNKNOWN but for {@link Phase#VERIFIED}
 * @param state the state that the update is in now; empty where it ended
 * @param hostUnreachable whether the host of the changed VM cannot be reached
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
        FailureCounts failures,
        VerifiedBy verifiedBy,
        Optional<UpdateState.Kind> state,
        boolean hostUnreachable) {

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
                update.state().attempt(),
                update.replacements(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                update.decidedAt(),
                update.trace(),
                update.admission(),
                update.returnsFrom(),
                update.failures(),
                VerifiedBy.UNKNOWN,
                phase.isFinal() ? Optional.empty() : Optional.of(update.state().kind()),
                update.hostUnreachable());
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

    /** Returns the state that an update is in once this was said of it; empty where it ended. */
    public Optional<UpdateState> updateState() {
        String why = reason.orElse("");
        return state.map(kind -> switch (kind) {
            case WAITING -> UpdateState.Waiting.of(attempt);
            case GRANTED -> new UpdateState.Granted(attempt, CommandIssue.first(at), Optional.empty());
            case AWAITING_START -> new UpdateState.AwaitingStart(attempt, at, Optional.empty(), at);
            case ROLLING_BACK -> new UpdateState.RollingBack(attempt, why, CommandIssue.first(at));
            case AWAITING_STOP -> new UpdateState.AwaitingStop(attempt, why, at);
        });
    }
}
