package io.slackwater.reclaimer.volume;

import java.time.Instant;
import java.util.List;

/** What the hosts' answers to a look, or to a look with a delete, change. Used by {@link VolumeDecider}. */
final class DeleteAnswers {

    private final Draft draft;
    private final Instant now;
    private final ReclaimRules rules;

    DeleteAnswers(Draft draft, Instant now, ReclaimRules rules) {
        this.draft = draft;
        this.now = now;
        this.rules = rules;
    }

    /** It is not known whether a delete, or an earlier issue of it, had its effect. */
    void unclear(String commandId, List<Blocker> blockers) {
        Life life = draft.volume().life();
        if (life instanceof Life.Retiring retiring && isAboutDelete(commandId)) {
            draft.become(retiring.unclear(failed(retiring.retry())));
            draft.refuse(blockers);
        } else if (life instanceof Life.Due due && isAboutDelete(commandId)) {
            draft.become(due.unanswered(failed(due.retry())));
            draft.refuse(blockers);
        }
    }

    private boolean isAboutDelete(String commandId) {
        return commandId.equals(draft.volume().commandId(Command.Type.RECLAIM))
                || commandId.equals(draft.volume().commandId(Command.Type.INSPECT));
    }

    void kept(VolumeInput.Kept kept) {
        Volume volume = draft.volume();
        boolean isReferenced =
                kept.blockers().stream().anyMatch(blocker -> blocker.code().isReference());
        if (!isAboutDelete(kept.commandId())) {
            return;
        }
        if (volume.life() instanceof Life.Retiring retiring) {
            Retry retry = failed(retiring.retry());
            draft.become(isReferenced ? retiring.referenced(retry) : retiring.unanswered(retry));
            draft.tellThatItStayed();
            draft.refuse(kept.blockers());
        } else if (volume.life() instanceof Life.Due due) {
            Retry retry = failed(due.retry());
            draft.become(isReferenced ? due.referenced(retry) : due.unanswered(retry));
            draft.refuse(kept.blockers());
        }
    }

    void inspected(VolumeInput.Inspected inspected) {
        Volume volume = draft.volume();
        if (!inspected.commandId().equals(volume.commandId(Command.Type.INSPECT))) {
            return;
        }
        if (volume.life() instanceof Life.Retiring retiring) {
            draft.become(retiring.unanswered(Retry.AT_ONCE));
        } else if (volume.life() instanceof Life.Due due) {
            draft.become(due.unanswered(Retry.AT_ONCE));
            draft.refuse(List.of(ReclaimConditions.dryRun(volume, inspected.hostsAsked(), now)));
        }
    }

    /** A delete is a fact, whichever command did it. One that finds nothing to delete tells of an earlier one whose answer was lost. */
    void deleted(VolumeInput.Deleted deleted) {
        Life life = draft.volume().life();
        Instant dueSince = now;
        long bytesFreed = deleted.bytesFreed();
        if (life instanceof Life.Retiring retiring) {
            dueSince = retiring.since();
            bytesFreed = bytesFreed > 0 ? bytesFreed : draft.volume().content().sizeBytes();
            draft.become(retiring.reclaimed(now));
        } else if (life instanceof Life.Due due) {
            dueSince = due.since();
            draft.become(due.vanished(now));
        } else if (life instanceof Life.Held held) {
            draft.become(held.vanished(now));
        } else {
            return;
        }
        draft.tellReclaimed(now, bytesFreed, proof(deleted, dueSince));
        if (!deleted.usesSince().isEmpty()) {
            restore(deleted);
        }
    }

    /**
     * A use, or what may be one, that a stranger defined in the instant of the delete: the same content is put back at the same path, whoever owned it. Where
     * nobody has the content, that is said.
     */
    private void restore(VolumeInput.Deleted deleted) {
        boolean canBeHad = draft.volume().content().artifact().isPresent();
        draft.refuse(deleted.usesSince().stream()
                .map(use -> new Blocker(
                        use.code(),
                        use.subject(),
                        use.since(),
                        use.detail()
                                + (use.code().isReference()
                                        ? ". It came into use while it was deleted, and "
                                        : ". So it may have come into use while it was deleted, and ")
                                + (canBeHad ? "is put back" : "cannot be put back: no known artifact has its content")))
                .toList());
        if (draft.volume().life() instanceof Life.Gone gone && canBeHad) {
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
                ReclaimConditions.graceTime(draft.volume(), rules),
                deleted.calledAt());
    }

    private Retry failed(Retry retry) {
        return retry.failed(now, rules.times().shortestRetry(), rules.times().longestRetry());
    }
}
