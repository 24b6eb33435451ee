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
        if (input instanceof VolumeInput.Observed observed) {
            observe(draft, observed);
        } else if (input instanceof VolumeInput.Wanted wanted) {
            want(draft, wanted);
        } else if (input instanceof VolumeInput.Staged staged) {
            staged(draft, staged);
        } else if (input instanceof VolumeInput.NotStaged notStaged) {
            notStaged(draft, notStaged, situation.now());
        } else if (input instanceof VolumeInput.Expired expired) {
            expired(draft, expired, situation.now());
        } else if (input instanceof VolumeInput.Kept kept) {
            kept(draft, kept, situation.now());
        } else if (input instanceof VolumeInput.Inspected inspected) {
            inspected(draft, inspected, situation.now());
        } else if (input instanceof VolumeInput.Deleted deleted) {
            deleted(draft, deleted, situation.now());
        } else if (input instanceof VolumeInput.PutAside putAside) {
            putAside(draft, putAside);
        } else if (input instanceof VolumeInput.TakenBack) {
            takeBack(draft);
        }
        new Settlement(draft, situation, rules).settle();
        return draft.decision();
    }

    private static void observe(Draft draft, VolumeInput.Observed observed) {
        if (draft.volume().content().owner() != Owner.NOBODY && !isGone(draft.volume())) {
            return;
        }
        if (draft.volume().life() instanceof Life.Gone gone) {
            // A listing from before the delete may arrive after it.
            if (!observed.seenAt().isAfter(gone.at())) {
                return;
            }
            draft.become(gone.reappeared());
        }
        Content content = new Content(
                Owner.ADOPTED,
                Optional.of(observed.holds()),
                Optional.empty(),
                observed.format(),
                observed.sizeBytes());
        draft.hold(content, observed.path());
        draft.tell(Step.ADOPTED, List.of());
    }

    private static void want(Draft draft, VolumeInput.Wanted wanted) {
        if (isGone(draft.volume())) {
            draft.hold(Content.staged(wanted.artifact()), "");
        }
    }

    private static void staged(Draft draft, VolumeInput.Staged staged) {
        Life life = draft.volume().life();
        if (life instanceof Life.Staging staging) {
            draft.become(staging.staged());
        } else if (life instanceof Life.Gone gone) {
            draft.become(gone.reappeared());
        } else {
            return;
        }
        draft.hold(draft.volume().content().withSize(staged.sizeBytes()), staged.path());
        draft.tell(Step.STAGED, List.of());
    }

    private void notStaged(Draft draft, VolumeInput.NotStaged notStaged, Instant now) {
        boolean isAnswer = notStaged.commandId().equals(draft.volume().commandId(Command.Type.STAGE));
        if (isAnswer && draft.volume().life() instanceof Life.Staging staging && staging.commanded()) {
            draft.become(staging.failed(failed(staging.retry(), now)));
            draft.refuse(notStaged.blockers());
        }
    }

    /** Nothing was done, so nothing is left to run out: the next command need not wait for this one's end. */
    private void expired(Draft draft, VolumeInput.Expired expired, Instant now) {
        Volume volume = draft.volume();
        if (volume.life() instanceof Life.Staging staging
                && staging.commanded()
                && expired.commandId().equals(volume.commandId(Command.Type.STAGE))) {
            Instant next = now.plus(rules.times().shortestRetry());
            draft.become(staging.failed(new Retry(staging.retry().failures(), next)));
        } else if (volume.life() instanceof Life.Retiring retiring
                && expired.commandId().equals(volume.commandId(Command.Type.RECLAIM))) {
            draft.become(retiring.unanswered(failed(retiring.retry(), now)));
            draft.tellThatItStayed();
            draft.refuse(List.of(new Blocker(
                    BlockerCode.UNKNOWN,
                    volume.ref().name(),
                    now,
                    "Its hosts were not looked at within the time of the command; they are asked again")));
        }
    }

    private void kept(Draft draft, VolumeInput.Kept kept, Instant now) {
        Volume volume = draft.volume();
        boolean isReferenced =
                kept.blockers().stream().anyMatch(blocker -> blocker.code().isReference());
        if (volume.life() instanceof Life.Retiring retiring
                && kept.commandId().equals(volume.commandId(Command.Type.RECLAIM))) {
            Retry retry = failed(retiring.retry(), now);
            draft.become(isReferenced ? retiring.referenced(retry) : retiring.unanswered(retry));
            draft.tellThatItStayed();
            draft.refuse(kept.blockers());
        } else if (volume.life() instanceof Life.Due due
                && kept.commandId().equals(volume.commandId(Command.Type.INSPECT))) {
            Retry retry = failed(due.retry(), now);
            draft.become(isReferenced ? due.referenced(retry) : due.unanswered(retry));
            draft.refuse(kept.blockers());
        }
    }

    private static void inspected(Draft draft, VolumeInput.Inspected inspected, Instant now) {
        Volume volume = draft.volume();
        if (volume.life() instanceof Life.Due due
                && inspected.commandId().equals(volume.commandId(Command.Type.INSPECT))) {
            draft.become(due.unanswered(Retry.AT_ONCE));
            draft.refuse(List.of(ReclaimConditions.dryRun(volume, inspected.hostsAsked(), now)));
        }
    }

    /** A delete is a fact, whichever command did it. */
    private void deleted(Draft draft, VolumeInput.Deleted deleted, Instant now) {
        Life life = draft.volume().life();
        Instant dueSince = now;
        if (life instanceof Life.Retiring retiring) {
            dueSince = retiring.since();
            draft.become(retiring.reclaimed(now));
        } else if (life instanceof Life.Due due) {
            dueSince = due.since();
            draft.become(due.vanished(now));
        } else if (life instanceof Life.Held held) {
            draft.become(held.vanished(now));
        } else {
            return;
        }
        draft.tellReclaimed(deleted.bytesFreed(), proof(deleted, dueSince));
        if (!deleted.usesSince().isEmpty()) {
            restore(draft, deleted);
        }
    }

    /** A use that a stranger defined in the instant of the delete: the same content is put back at the same path. */
    private static void restore(Draft draft, VolumeInput.Deleted deleted) {
        draft.refuse(deleted.usesSince());
        if (draft.volume().life() instanceof Life.Gone gone
                && draft.volume().content().artifact().isPresent()) {
            draft.become(gone.restored());
        }
    }

    private Proof proof(VolumeInput.Deleted deleted, Instant dueSince) {
        List<Move> away = deleted.moves();
        return new Proof(
                away.stream().map(Move::updateId).sorted().toList(),
                deleted.hostsAsked(),
                away.stream().map(Move::vmId).sorted().distinct().toList(),
                dueSince,
                rules.graceTime());
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
