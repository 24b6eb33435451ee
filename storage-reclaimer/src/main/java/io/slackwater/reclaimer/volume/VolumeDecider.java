package io.slackwater.reclaimer.volume;

import io.slackwater.reclaimer.volume.StorageEvent.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides about one volume. Every input first changes what is known of the volume, then the volume is brought as far as it can go
 * ({@link Settlement}); an input that comes twice finds its change made and yields nothing new.
 */
public final class VolumeDecider {

    private final ReclaimRules rules;

    public VolumeDecider(ReclaimRules rules) {
        this.rules = rules;
    }

    /** Returns what becomes of the volume, what to tell and what to command. */
    public Decision decide(Volume volume, VolumeInput input, Situation situation) {
        Draft draft = new Draft(volume);
        DeleteAnswers answers = new DeleteAnswers(draft, situation.now(), rules);
        if (input instanceof VolumeInput.Observed observed) {
            observe(draft, observed);
        } else if (input instanceof VolumeInput.Adopted adopted) {
            adopt(draft, adopted);
        } else if (input instanceof VolumeInput.Wanted wanted) {
            want(draft, wanted);
        } else if (input instanceof VolumeInput.Progressed progressed) {
            progressed(draft, progressed, situation.now());
        } else if (input instanceof VolumeInput.Staged staged) {
            staged(draft, staged);
        } else if (input instanceof VolumeInput.NotStaged notStaged) {
            notStaged(draft, notStaged, situation.now());
        } else if (input instanceof VolumeInput.Expired expired) {
            expired(draft, expired, situation.now());
        } else if (input instanceof VolumeInput.Kept kept) {
            answers.kept(kept);
        } else if (input instanceof VolumeInput.Unclear unclear) {
            answers.unclear(unclear.commandId(), unclear.blockers());
        } else if (input instanceof VolumeInput.Inspected inspected) {
            answers.inspected(inspected);
        } else if (input instanceof VolumeInput.Deleted deleted) {
            answers.deleted(deleted);
        } else if (input instanceof VolumeInput.PutAside putAside) {
            putAside(draft, putAside);
        } else if (input instanceof VolumeInput.TakenBack) {
            takeBack(draft);
        }
        new Settlement(draft, situation, rules).settle();
        return draft.decision();
    }

    private static void observe(Draft draft, VolumeInput.Observed observed) {
        Content before = draft.volume().content();
        if (before.owner() != Owner.NOBODY && !isGone(draft.volume())) {
            if (before.isOnlyNamed()) {
                draft.hold(before.withConsent(observed.content().consent()), "");
            }
            return;
        }
        if (draft.volume().life() instanceof Life.Gone gone) {
            // A listing from before the delete may arrive after it, and no rule knows what an upload has left.
            if (!observed.seenAt().isAfter(gone.at()) || AbandonedUpload.isOwnName(draft.volume())) {
                return;
            }
            draft.become(gone.reappeared());
        }
        draft.hold(observed.content(), observed.path());
        draft.tell(Step.ADOPTED, List.of());
    }

    /** What was decided of a volume that went since is not meant of what has its name by now. */
    private static void adopt(Draft draft, VolumeInput.Adopted adopted) {
        Life life = draft.volume().life();
        if (life instanceof Life.Gone gone) {
            if (adopted.content()
                    .adoption()
                    .filter(by -> by.at().isAfter(gone.at()))
                    .isEmpty()) {
                return;
            }
            draft.beginAnew(gone.reappeared());
        } else if (!(life instanceof Life.Held) || !draft.volume().content().isAdoptable()) {
            return;
        }
        draft.hold(adopted.content(), adopted.path());
        draft.replacedBy(adopted.replacedBy());
        draft.tell(Step.ADOPTED, List.of());
    }

    /**
     * What is there under the artifact's name, and was not staged by this Slackwater, counts for nothing until the hand has read it: it
     * stays if it has the content, and gives way to it otherwise.
     */
    private static void want(Draft draft, VolumeInput.Wanted wanted) {
        Volume volume = draft.volume();
        boolean isOwnName = volume.ref().name().equals(wanted.artifact().volumeName());
        if (isGone(volume)) {
            draft.hold(Content.staged(wanted.artifact()), "");
        } else if (isOwnName && volume.content().owner() == Owner.ADOPTED) {
            unread(volume.life()).ifPresent(staging -> {
                draft.hold(Content.staged(wanted.artifact()), "");
                draft.become(staging);
            });
        }
    }

    private static Optional<Life.Staging> unread(Life life) {
        if (life instanceof Life.Held held) {
            return Optional.of(held.unread());
        }
        return life instanceof Life.Due due ? Optional.of(due.unread()) : Optional.empty();
    }

    /** Of an earlier issue, too: the hand that still carries it out passes over the next ones. */
    private void progressed(Draft draft, VolumeInput.Progressed progressed, Instant now) {
        boolean isOfCommand = draft.volume().hasIssued(Command.Type.STAGE, progressed.commandId());
        if (isOfCommand && draft.volume().life() instanceof Life.Staging staging && staging.commanded()) {
            draft.become(staging.progressed(
                    progressed.progress(), now.plus(rules.times().stagingBound())));
            boolean goesOnAgain = !draft.volume().told().blockers().isEmpty();
            if (goesOnAgain || progressed.progress().isAnotherTenth(staging.progress())) {
                draft.tell(Step.STAGING, List.of());
            }
        }
    }

    private static void staged(Draft draft, VolumeInput.Staged staged) {
        Life life = draft.volume().life();
        if (life instanceof Life.Staging staging) {
            draft.become(staging.staged());
        } else if (life instanceof Life.Gone gone && isUpload(draft.volume().content())) {
            draft.become(gone.reappeared());
        } else {
            return;
        }
        if (draft.volume().content().owner() == Owner.ABANDONED) {
            // A late answer: nothing needs it, so that it goes once more.
            return;
        }
        draft.hold(draft.volume().content().withSize(staged.sizeBytes()), staged.path());
        draft.tell(Step.STAGED, List.of());
    }

    /** Whether an upload of ours may have put it there; no record can say so of what somebody else made. */
    private static boolean isUpload(Content content) {
        return content.owner() == Owner.STAGED || content.owner() == Owner.ABANDONED;
    }

    private void notStaged(Draft draft, VolumeInput.NotStaged notStaged, Instant now) {
        boolean isAnswer = notStaged.commandId().equals(draft.volume().commandId(Command.Type.STAGE));
        if (isAnswer && draft.volume().life() instanceof Life.Staging staging && staging.commanded()) {
            draft.become(staging.failed(failed(staging.retry(), now)));
            draft.refuse(notStaged.blockers());
        }
    }

    /**
     * An upload that was not begun leaves nothing to run out: the next command need not wait for this one's end. A delete may have been
     * made when its command came the first time.
     */
    private void expired(Draft draft, VolumeInput.Expired expired, Instant now) {
        Volume volume = draft.volume();
        if (volume.life() instanceof Life.Staging staging
                && staging.commanded()
                && expired.commandId().equals(volume.commandId(Command.Type.STAGE))) {
            Instant next = now.plus(rules.times().shortestRetry());
            draft.become(staging.failed(new Retry(staging.retry().failures(), next)));
            draft.late(now, "Its hosts were busy with other transfers for the time of the command");
        } else {
            Blocker tooLate = new Blocker(
                    BlockerCode.COMMAND_LATE,
                    volume.ref().name(),
                    now,
                    "Its hosts were not looked at within the time of the command; they are asked again");
            new DeleteAnswers(draft, now, rules).unclear(expired.commandId(), List.of(tooLate));
        }
    }

    private static void putAside(Draft draft, VolumeInput.PutAside putAside) {
        if (draft.volume().content().owner() == Owner.NOBODY) {
            draft.hold(Content.OVERLAY, putAside.path());
            draft.tell(Step.REPLACED_OVERLAY, List.of());
        }
    }

    /** The update ended where it began: the overlay is its VM's disk again, and nobody's to delete. */
    private static void takeBack(Draft draft) {
        Life life = draft.volume().life();
        if (life instanceof Life.Held || life instanceof Life.Due) {
            draft.giveBack();
        }
    }

    private Retry failed(Retry retry, Instant now) {
        return retry.failed(now, rules.times().shortestRetry(), rules.times().longestRetry());
    }

    private static boolean isGone(Volume volume) {
        return volume.life() instanceof Life.Gone;
    }
}
