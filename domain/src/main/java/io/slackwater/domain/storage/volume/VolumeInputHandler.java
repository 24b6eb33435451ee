package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Applies every input to a volume but the outcomes of reference checks and deletes. Used by {@link VolumeDecider}.
 */
final class VolumeInputHandler {

    private final DecisionBuilder decisionBuilder;
    private final ReferenceCheckOutcomeHandler deleteOutcomes;
    private final Instant now;
    private final ReclaimRules rules;

    VolumeInputHandler(
            DecisionBuilder decisionBuilder,
            ReferenceCheckOutcomeHandler deleteOutcomes,
            Instant now,
            ReclaimRules rules) {
        this.decisionBuilder = decisionBuilder;
        this.deleteOutcomes = deleteOutcomes;
        this.now = now;
        this.rules = rules;
    }

    void observe(VolumeInput.Observed observed) {
        Content before = decisionBuilder.volume().content();
        if (before.origin() != VolumeOrigin.NOBODY && !isGone(decisionBuilder.volume())) {
            if (before.isOnlyNamed()) {
                decisionBuilder.setContent(before.withConsent(observed.content().consent()), "");
            }
            return;
        }
        if (decisionBuilder.volume().state() instanceof VolumeState.Gone gone) {
            // A listing from before the delete may arrive after it, and no rule knows what an upload has left.
            if (!observed.seenAt().isAfter(gone.at()) || AbandonedUploads.isOwnName(decisionBuilder.volume())) {
                return;
            }
            decisionBuilder.become(gone.reappeared());
        }
        decisionBuilder.setContent(observed.content(), observed.path());
        decisionBuilder.tell(Step.ADOPTED, List.of());
    }

    /** What was decided of a volume that went since is not meant of what has its name by now. */
    void adopt(VolumeInput.Adopted adopted) {
        VolumeState state = decisionBuilder.volume().state();
        if (state instanceof VolumeState.Gone gone) {
            if (adopted.content()
                    .adoption()
                    .filter(by -> by.at().isAfter(gone.at()))
                    .isEmpty()) {
                return;
            }
            decisionBuilder.beginAnew(gone.reappeared());
        } else if (!(state instanceof VolumeState.Present)
                || !decisionBuilder.volume().content().isAdoptable()) {
            return;
        }
        decisionBuilder.setContent(adopted.content(), adopted.path());
        decisionBuilder.replacedBy(adopted.replacedBy());
        decisionBuilder.tell(Step.ADOPTED, List.of());
    }

    /**
     * What is there under the artifact's name, and was not staged by this Slackwater, counts for nothing until the worker has read it: it
     * stays if it has the content, and gives way to it otherwise.
     */
    void want(VolumeInput.Wanted wanted) {
        Volume volume = decisionBuilder.volume();
        boolean isOwnName = volume.ref().name().equals(wanted.artifact().volumeName());
        if (isGone(volume)) {
            decisionBuilder.setContent(Content.staged(wanted.artifact()), "");
        } else if (isOwnName && volume.content().origin() == VolumeOrigin.ADOPTED) {
            unread(volume.state()).ifPresent(staging -> {
                decisionBuilder.setContent(Content.staged(wanted.artifact()), "");
                decisionBuilder.become(staging);
            });
        }
    }

    private static Optional<VolumeState.Staging> unread(VolumeState state) {
        return state instanceof VolumeState.There there ? Optional.of(there.unread()) : Optional.empty();
    }

    /** Of an earlier issue, too: the worker that still carries it out passes over the next ones. */
    void progressed(VolumeInput.Progressed progressed) {
        boolean isOfCommand = decisionBuilder.volume().hasIssued(VolumeCommand.Type.STAGE, progressed.commandId());
        if (isOfCommand
                && decisionBuilder.volume().state() instanceof VolumeState.Staging staging
                && staging.commanded()) {
            decisionBuilder.become(staging.progressed(
                    progressed.progress(), now.plus(rules.times().stagingBound())));
            // The first report of a command is in another tenth than none: so it is said that a late upload goes on.
            if (progressed.progress().isAnotherTenth(staging.progress())) {
                decisionBuilder.tell(Step.STAGING, List.of());
            }
        }
    }

    void staged(VolumeInput.Staged staged) {
        VolumeState state = decisionBuilder.volume().state();
        if (state instanceof VolumeState.Staging staging) {
            decisionBuilder.become(staging.staged());
        } else if (state instanceof VolumeState.Gone gone
                && isUpload(decisionBuilder.volume().content())) {
            decisionBuilder.become(gone.reappeared());
        } else {
            return;
        }
        if (decisionBuilder.volume().content().origin() == VolumeOrigin.ABANDONED) {
            // A late answer: nothing needs it, so that it goes once more.
            return;
        }
        decisionBuilder.setContent(decisionBuilder.volume().content().withSize(staged.sizeBytes()), staged.path());
        decisionBuilder.tell(Step.STAGED, List.of());
    }

    /** Whether an upload of ours may have put it there; no record can say so of what somebody else made. */
    private static boolean isUpload(Content content) {
        return content.origin() == VolumeOrigin.STAGED || content.origin() == VolumeOrigin.ABANDONED;
    }

    void notStaged(VolumeInput.NotStaged notStaged) {
        boolean isAnswer = notStaged.commandId().equals(decisionBuilder.volume().commandId(VolumeCommand.Type.STAGE));
        if (isAnswer
                && decisionBuilder.volume().state() instanceof VolumeState.Staging staging
                && staging.commanded()) {
            decisionBuilder.become(staging.failed(failed(staging.retry())));
            decisionBuilder.refuse(notStaged.blockers());
        }
    }

    /**
     * An upload that was not begun leaves nothing to run out: the next command need not wait for this one's end. A delete may have been
     * made when its command came the first time.
     */
    void expired(VolumeInput.Expired expired) {
        Volume volume = decisionBuilder.volume();
        if (volume.state() instanceof VolumeState.Staging staging
                && staging.commanded()
                && expired.commandId().equals(volume.commandId(VolumeCommand.Type.STAGE))) {
            Instant next = now.plus(rules.times().shortestRetry());
            decisionBuilder.become(
                    staging.failed(new RetrySchedule(staging.retry().failures(), next)));
            decisionBuilder.late(now, "Its hosts were busy with other transfers for the time of the command");
        } else {
            Blocker tooLate = new Blocker(
                    BlockerCode.COMMAND_LATE,
                    volume.ref().name(),
                    now,
                    "Its hosts were not looked at within the time of the command; they are asked again");
            deleteOutcomes.unclear(expired.commandId(), List.of(tooLate));
        }
    }

    void putAside(VolumeInput.PutAside putAside) {
        if (decisionBuilder.volume().content().origin() == VolumeOrigin.NOBODY) {
            decisionBuilder.setContent(Content.OVERLAY, putAside.path());
            decisionBuilder.tell(Step.REPLACED_OVERLAY, List.of());
        }
    }

    /** The update ended where it began: the overlay is its VM's disk again, and nobody's to delete. */
    void takeBack() {
        if (decisionBuilder.volume().state() instanceof VolumeState.There) {
            decisionBuilder.giveBack();
        }
    }

    private RetrySchedule failed(RetrySchedule retry) {
        return retry.failed(now, rules.times().shortestRetry(), rules.times().longestRetry());
    }

    private static boolean isGone(Volume volume) {
        return volume.state() instanceof VolumeState.Gone;
    }
}
