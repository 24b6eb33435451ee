package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.Command;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.Owner;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides about one volume. Every input first changes what is known of the volume, then the volume is brought as far as it can go
 * ({@link VolumeReconciler}); an input that comes twice finds its change made and yields nothing new.
 */
public final class VolumeDecider {

    private final ReclaimRules rules;

    public VolumeDecider(ReclaimRules rules) {
        this.rules = rules;
    }

    /** Returns what becomes of the volume, what to tell and what to command. */
    public VolumeDecision decide(Volume volume, VolumeInput input, DecisionContext context) {
        DecisionBuilder decisionBuilder = new DecisionBuilder(volume);
        DeleteOutcomeHandler answers = new DeleteOutcomeHandler(decisionBuilder, context.now(), rules);
        if (input instanceof VolumeInput.Observed observed) {
            observe(decisionBuilder, observed);
        } else if (input instanceof VolumeInput.Adopted adopted) {
            adopt(decisionBuilder, adopted);
        } else if (input instanceof VolumeInput.Wanted wanted) {
            want(decisionBuilder, wanted);
        } else if (input instanceof VolumeInput.Progressed progressed) {
            progressed(decisionBuilder, progressed, context.now());
        } else if (input instanceof VolumeInput.Staged staged) {
            staged(decisionBuilder, staged);
        } else if (input instanceof VolumeInput.NotStaged notStaged) {
            notStaged(decisionBuilder, notStaged, context.now());
        } else if (input instanceof VolumeInput.Expired expired) {
            expired(decisionBuilder, expired, context.now());
        } else if (input instanceof VolumeInput.Kept kept) {
            answers.kept(kept);
        } else if (input instanceof VolumeInput.Unclear unclear) {
            answers.unclear(unclear.commandId(), unclear.blockers());
        } else if (input instanceof VolumeInput.Inspected inspected) {
            answers.inspected(inspected);
        } else if (input instanceof VolumeInput.Deleted deleted) {
            answers.deleted(deleted);
        } else if (input instanceof VolumeInput.PutAside putAside) {
            putAside(decisionBuilder, putAside);
        } else if (input instanceof VolumeInput.TakenBack) {
            takeBack(decisionBuilder);
        }
        new VolumeReconciler(decisionBuilder, context, rules).settle();
        return decisionBuilder.decision();
    }

    private static void observe(DecisionBuilder decisionBuilder, VolumeInput.Observed observed) {
        Content before = decisionBuilder.volume().content();
        if (before.owner() != Owner.NOBODY && !isGone(decisionBuilder.volume())) {
            if (before.isOnlyNamed()) {
                decisionBuilder.hold(before.withConsent(observed.content().consent()), "");
            }
            return;
        }
        if (decisionBuilder.volume().life() instanceof VolumeState.Gone gone) {
            // A listing from before the delete may arrive after it, and no rule knows what an upload has left.
            if (!observed.seenAt().isAfter(gone.at()) || AbandonedUpload.isOwnName(decisionBuilder.volume())) {
                return;
            }
            decisionBuilder.become(gone.reappeared());
        }
        decisionBuilder.hold(observed.content(), observed.path());
        decisionBuilder.tell(Step.ADOPTED, List.of());
    }

    /** What was decided of a volume that went since is not meant of what has its name by now. */
    private static void adopt(DecisionBuilder decisionBuilder, VolumeInput.Adopted adopted) {
        VolumeState state = decisionBuilder.volume().life();
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
        decisionBuilder.hold(adopted.content(), adopted.path());
        decisionBuilder.replacedBy(adopted.replacedBy());
        decisionBuilder.tell(Step.ADOPTED, List.of());
    }

    /**
     * What is there under the artifact's name, and was not staged by this Slackwater, counts for nothing until the worker has read it: it
     * stays if it has the content, and gives way to it otherwise.
     */
    private static void want(DecisionBuilder decisionBuilder, VolumeInput.Wanted wanted) {
        Volume volume = decisionBuilder.volume();
        boolean isOwnName = volume.ref().name().equals(wanted.artifact().volumeName());
        if (isGone(volume)) {
            decisionBuilder.hold(Content.staged(wanted.artifact()), "");
        } else if (isOwnName && volume.content().owner() == Owner.ADOPTED) {
            unread(volume.life()).ifPresent(staging -> {
                decisionBuilder.hold(Content.staged(wanted.artifact()), "");
                decisionBuilder.become(staging);
            });
        }
    }

    private static Optional<VolumeState.Staging> unread(VolumeState state) {
        if (state instanceof VolumeState.Present held) {
            return Optional.of(held.unread());
        }
        return state instanceof VolumeState.Due due ? Optional.of(due.unread()) : Optional.empty();
    }

    /** Of an earlier issue, too: the worker that still carries it out passes over the next ones. */
    private void progressed(DecisionBuilder decisionBuilder, VolumeInput.Progressed progressed, Instant now) {
        boolean isOfCommand = decisionBuilder.volume().hasIssued(Command.Type.STAGE, progressed.commandId());
        if (isOfCommand
                && decisionBuilder.volume().life() instanceof VolumeState.Staging staging
                && staging.commanded()) {
            decisionBuilder.become(staging.progressed(
                    progressed.progress(), now.plus(rules.times().stagingBound())));
            boolean goesOnAgain = !decisionBuilder.volume().told().blockers().isEmpty();
            if (goesOnAgain || progressed.progress().isAnotherTenth(staging.progress())) {
                decisionBuilder.tell(Step.STAGING, List.of());
            }
        }
    }

    private static void staged(DecisionBuilder decisionBuilder, VolumeInput.Staged staged) {
        VolumeState state = decisionBuilder.volume().life();
        if (state instanceof VolumeState.Staging staging) {
            decisionBuilder.become(staging.staged());
        } else if (state instanceof VolumeState.Gone gone
                && isUpload(decisionBuilder.volume().content())) {
            decisionBuilder.become(gone.reappeared());
        } else {
            return;
        }
        if (decisionBuilder.volume().content().owner() == Owner.ABANDONED) {
            // A late answer: nothing needs it, so that it goes once more.
            return;
        }
        decisionBuilder.hold(decisionBuilder.volume().content().withSize(staged.sizeBytes()), staged.path());
        decisionBuilder.tell(Step.STAGED, List.of());
    }

    /** Whether an upload of ours may have put it there; no record can say so of what somebody else made. */
    private static boolean isUpload(Content content) {
        return content.owner() == Owner.STAGED || content.owner() == Owner.ABANDONED;
    }

    private void notStaged(DecisionBuilder decisionBuilder, VolumeInput.NotStaged notStaged, Instant now) {
        boolean isAnswer = notStaged.commandId().equals(decisionBuilder.volume().commandId(Command.Type.STAGE));
        if (isAnswer && decisionBuilder.volume().life() instanceof VolumeState.Staging staging && staging.commanded()) {
            decisionBuilder.become(staging.failed(failed(staging.retry(), now)));
            decisionBuilder.refuse(notStaged.blockers());
        }
    }

    /**
     * An upload that was not begun leaves nothing to run out: the next command need not wait for this one's end. A delete may have been
     * made when its command came the first time.
     */
    private void expired(DecisionBuilder decisionBuilder, VolumeInput.Expired expired, Instant now) {
        Volume volume = decisionBuilder.volume();
        if (volume.life() instanceof VolumeState.Staging staging
                && staging.commanded()
                && expired.commandId().equals(volume.commandId(Command.Type.STAGE))) {
            Instant next = now.plus(rules.times().shortestRetry());
            decisionBuilder.become(staging.failed(new Retry(staging.retry().failures(), next)));
            decisionBuilder.late(now, "Its hosts were busy with other transfers for the time of the command");
        } else {
            Blocker tooLate = new Blocker(
                    BlockerCode.COMMAND_LATE,
                    volume.ref().name(),
                    now,
                    "Its hosts were not looked at within the time of the command; they are asked again");
            new DeleteOutcomeHandler(decisionBuilder, now, rules).unclear(expired.commandId(), List.of(tooLate));
        }
    }

    private static void putAside(DecisionBuilder decisionBuilder, VolumeInput.PutAside putAside) {
        if (decisionBuilder.volume().content().owner() == Owner.NOBODY) {
            decisionBuilder.hold(Content.OVERLAY, putAside.path());
            decisionBuilder.tell(Step.REPLACED_OVERLAY, List.of());
        }
    }

    /** The update ended where it began: the overlay is its VM's disk again, and nobody's to delete. */
    private static void takeBack(DecisionBuilder decisionBuilder) {
        VolumeState state = decisionBuilder.volume().life();
        if (state instanceof VolumeState.Present || state instanceof VolumeState.Due) {
            decisionBuilder.giveBack();
        }
    }

    private Retry failed(Retry retry, Instant now) {
        return retry.failed(now, rules.times().shortestRetry(), rules.times().longestRetry());
    }

    private static boolean isGone(Volume volume) {
        return volume.life() instanceof VolumeState.Gone;
    }
}
