package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.DeletionProof;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.model.VolumeCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applies the outcomes of reference checks and deletes to a volume. Used by {@link VolumeDecider}. */
final class ReferenceCheckOutcomeHandler {

    private final DecisionBuilder decisionBuilder;
    private final Instant now;
    private final ReclaimRules rules;

    ReferenceCheckOutcomeHandler(DecisionBuilder decisionBuilder, Instant now, ReclaimRules rules) {
        this.decisionBuilder = decisionBuilder;
        this.now = now;
        this.rules = rules;
    }

    /** It is not known whether a delete, or an earlier issue of it, had its effect. */
    void unclear(String commandId, List<Blocker> blockers) {
        VolumeState state = decisionBuilder.volume().state();
        if (state instanceof VolumeState.Retiring retiring && isAboutDelete(commandId)) {
            decisionBuilder.become(retiring.unclear(failed(retiring.retry())));
            decisionBuilder.refuse(blockers);
        } else if (state instanceof VolumeState.Due due && isAboutDelete(commandId)) {
            decisionBuilder.become(due.unanswered(failed(due.retry())));
            decisionBuilder.refuse(blockers);
        }
    }

    private boolean isAboutDelete(String commandId) {
        return commandId.equals(decisionBuilder.volume().commandId(VolumeCommand.Type.RECLAIM))
                || commandId.equals(decisionBuilder.volume().commandId(VolumeCommand.Type.INSPECT));
    }

    void referenced(VolumeInput.Referenced referenced) {
        Volume volume = decisionBuilder.volume();
        boolean isReferenced = referenced.finding() == ReferenceFinding.USED;
        if (!isAboutDelete(referenced.commandId())) {
            return;
        }
        if (volume.state() instanceof VolumeState.Retiring retiring) {
            RetrySchedule retry = failed(retiring.retry());
            decisionBuilder.become(isReferenced ? retiring.referenced(retry) : retiring.unanswered(retry));
            decisionBuilder.tellThatItStayed();
            decisionBuilder.refuse(referenced.blockers());
        } else if (volume.state() instanceof VolumeState.Due due) {
            RetrySchedule retry = failed(due.retry());
            decisionBuilder.become(isReferenced ? due.referenced(retry) : due.unanswered(retry));
            decisionBuilder.refuse(referenced.blockers());
        }
    }

    void inspected(VolumeInput.Inspected inspected) {
        Volume volume = decisionBuilder.volume();
        if (!inspected.commandId().equals(volume.commandId(VolumeCommand.Type.INSPECT))) {
            return;
        }
        if (volume.state() instanceof VolumeState.Retiring retiring) {
            decisionBuilder.become(retiring.unanswered(RetrySchedule.AT_ONCE));
        } else if (volume.state() instanceof VolumeState.Due due) {
            decisionBuilder.become(due.unreferenced(now));
            decisionBuilder.refuse(List.of(ReclaimConditions.dryRun(volume, inspected.hostsAsked(), now)));
        }
    }

    /** A delete is a fact, whichever command did it. One that finds nothing to delete tells of an earlier one whose answer was lost. */
    void deleted(VolumeInput.Deleted deleted) {
        VolumeState state = decisionBuilder.volume().state();
        Optional<VolumeState.Gone> gone = state.deleted(now);
        if (gone.isEmpty()) {
            return;
        }
        boolean isLateAnswer = state instanceof VolumeState.Retiring && deleted.bytesFreed() <= 0;
        long bytesFreed = isLateAnswer ? decisionBuilder.volume().content().sizeBytes() : deleted.bytesFreed();
        decisionBuilder.become(gone.get());
        decisionBuilder.tellReclaimed(
                now, bytesFreed, proof(deleted, state.dueSince().orElse(now)));
        if (deleted.finding() != ReferenceFinding.NONE) {
            restore(deleted);
        }
    }

    /**
     * A use, or what may be one, that a stranger defined in the instant of the delete: the same content is put back at the same path, whoever owned it. Where
     * nobody has the content, that is said.
     */
    private void restore(VolumeInput.Deleted deleted) {
        boolean canBeHad = decisionBuilder.volume().content().artifact().isPresent();
        decisionBuilder.refuse(deleted.usesSince().stream()
                .map(use -> new Blocker(
                        use.code(),
                        use.subject(),
                        use.since(),
                        use.detail()
                                + (deleted.finding() == ReferenceFinding.USED
                                        ? ". It came into use while it was deleted, and "
                                        : ". So it may have come into use while it was deleted, and ")
                                + (canBeHad ? "is put back" : "cannot be put back: no known artifact has its content")))
                .toList());
        if (decisionBuilder.volume().state() instanceof VolumeState.Gone gone && canBeHad) {
            decisionBuilder.become(gone.restored());
        }
    }

    private DeletionProof proof(VolumeInput.Deleted deleted, Instant dueSince) {
        List<UpdateMove> away = deleted.moves();
        return new DeletionProof(
                away.stream().map(UpdateMove::updateId).sorted().toList(),
                deleted.hostsAsked(),
                away.stream().map(UpdateMove::vmId).sorted().distinct().toList(),
                dueSince,
                ReclaimConditions.graceTime(decisionBuilder.volume(), rules),
                deleted.calledAt());
    }

    private RetrySchedule failed(RetrySchedule retry) {
        return retry.failed(now, rules.times().shortestRetry(), rules.times().longestRetry());
    }
}
