package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.storage.model.DeleteRestrictions;
import io.slackwater.domain.storage.model.StoreSequenceNumber;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.volume.ReclaimRules.DeleteRateLimit;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeDecision;
import io.slackwater.domain.storage.volume.VolumeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits the deletes in each store of a partition: all while they are frozen, those of a store of which the log is
 * older, all but the first of a store until somebody had time to look, and each until its turn. Numbers the commands of
 * each store.
 */
public final class DeleteGuard {

    private final StoreRepository repository;
    private final DeleteRateLimit deleteRate;
    private final String logId;

    /** Not kept: after a restart the average begins anew, and the rate of each store still holds. */
    private Instant overallNext = Instant.EPOCH;

    /**
     * The guard of the deletes of a partition.
     *
     * @param logId which log the commands are in: the id of its Kafka cluster
     */
    public DeleteGuard(StoreRepository repository, DeleteRateLimit deleteRate, String logId) {
        this.repository = repository;
        this.deleteRate = deleteRate;
        this.logId = logId;
    }

    /** Returns what holds up the delete of a volume now. */
    DeleteRestrictions restrictionsOn(Volume volume, Instant now) {
        String store = volume.ref().store();
        StoreDeleteState deleteState = repository.deleteState(store);
        DeleteDecisions decisions = repository.deleteDecisions(volume);
        List<Blocker> stops = new ArrayList<>();
        decisions.freeze().ifPresent(stops::add);
        deleteState
                .ahead()
                .filter(ahead -> !isAccepted(ahead.count(), decisions))
                .map(ahead -> olderLog(store, ahead, deleteState.count()))
                .ifPresent(stops::add);
        StoreDeleteState.First first = deleteState.first().isFree()
                ? deleteState.first()
                : deleteState.first().of(repository.activeSince(store));
        Instant storeNext = deleteState.nextTurn();
        return new DeleteRestrictions(
                stops,
                first(volume, first, decisions, now).stream().toList(),
                pauseEnd(first, decisions),
                overallNext.isAfter(storeNext) ? overallNext : storeNext,
                decisions.consent());
    }

    /** Takes note of what was decided about a volume, and returns it with its commands numbered. */
    VolumeDecision recordAndNumber(Volume before, VolumeDecision decision, Instant now) {
        String store = decision.volume().ref().store();
        StoreDeleteState deleteState = repository.deleteState(store);
        StoreDeleteState after = turned(deleteState, before, decision.volume(), now);
        after = firstDeleted(after, before, decision, now);
        Optional<CommandSequenceNumber> accepted =
                repository.deleteDecisions(before).accepted();
        List<VolumeCommand> commands = new ArrayList<>();
        for (VolumeCommand command : decision.commands()) {
            if (command.type() == VolumeCommand.Type.INSPECT) {
                commands.add(command);
            } else {
                after = after.counted(accepted.filter(this::isOwn)
                                .map(CommandSequenceNumber::number)
                                .orElse(0L))
                        .counted();
                commands.add(command.counted(new StoreSequenceNumber(
                        new CommandSequenceNumber(logId, after.count()), accepted.filter(count -> !isOwn(count)))));
            }
        }
        if (!after.equals(deleteState)) {
            repository.put(store, after);
        }
        boolean isItsTime = after.first().deletedAt().isEmpty()
                && after.first().volume().equals(decision.volume().ref().name());
        if (!after.first().equals(deleteState.first()) && !isItsTime) {
            // It is another volume's time, or the pause begins.
            repository.evaluateAll(store);
        }
        return new VolumeDecision(decision.volume(), decision.events(), commands);
    }

    /** Takes note of a count that a worker saw in a store and that it could not explain; what this log knows of suspends nothing. */
    public void seen(String store, CommandSequenceNumber count, Instant now) {
        StoreDeleteState deleteState = repository.deleteState(store);
        boolean isKnown = isOwn(count) && count.number() <= deleteState.count();
        boolean isSeen =
                deleteState.ahead().filter(ahead -> ahead.count().covers(count)).isPresent();
        if (!isKnown && !isSeen) {
            repository.put(store, deleteState.with(new StoreDeleteState.Ahead(count, now)));
            repository.evaluateAll(store);
        }
    }

    private boolean isOwn(CommandSequenceNumber count) {
        return count.logId().equals(logId);
    }

    private static boolean isAccepted(CommandSequenceNumber count, DeleteDecisions decisions) {
        return decisions.accepted().filter(accepted -> accepted.covers(count)).isPresent();
    }

    private Blocker olderLog(String store, StoreDeleteState.Ahead ahead, long known) {
        CommandSequenceNumber count = ahead.count();
        String detail = isOwn(count)
                ? "The store counts %d stagings and deletes, this log knows of %d: the log is older than the store, as after a restored backup"
                        .formatted(count.number(), known)
                : "The store counts %d stagings and deletes of another log, %s, and this one is %s: another cluster manages it, or did"
                        .formatted(count.number(), count.logId(), logId);
        return new Blocker(BlockerCode.LOG_OLDER_THAN_STORE, store, ahead.since(), detail);
    }

    /** While the first delete of a store is under way, and in the pause after it, nothing else goes. */
    private Optional<Blocker> first(
            Volume volume, StoreDeleteState.First first, DeleteDecisions decisions, Instant now) {
        String store = volume.ref().store();
        if (deleteRate.firstDeletePause().isZero() || first.volume().isEmpty()) {
            return Optional.empty();
        }
        if (first.deletedAt().isEmpty()) {
            return first.volume().equals(volume.ref().name())
                    ? Optional.empty()
                    : Optional.of(new Blocker(
                            BlockerCode.FIRST_DELETE,
                            first.volume(),
                            now,
                            "%s is the first to be deleted since the store is active, alone"
                                    .formatted(first.volume())));
        }
        return pauseEnd(first, decisions)
                .filter(now::isBefore)
                .map(end -> new Blocker(
                        BlockerCode.FIRST_DELETE,
                        store,
                        first.deletedAt().get(),
                        "%s was the first that was deleted since the store is active; look whether that was right. The others go from %s on"
                                .formatted(first.volume(), end)));
    }

    private Optional<Instant> pauseEnd(StoreDeleteState.First first, DeleteDecisions decisions) {
        return first.deletedAt()
                .filter(at -> !deleteRate.firstDeletePause().isZero())
                .filter(at -> at.isAfter(decisions.firstSeen()))
                .map(at -> at.plus(deleteRate.firstDeletePause()));
    }

    /** A turn was given, or one was taken that was free. */
    private StoreDeleteState turned(StoreDeleteState deleteState, Volume before, Volume after, Instant now) {
        Optional<Instant> given =
                after.state() instanceof VolumeState.Due due && !due.turn().equals(turnOf(before))
                        ? due.turn()
                        : Optional.empty();
        boolean isTakenAtOnce =
                isRetiring(after) && !isRetiring(before) && turnOf(before).isEmpty();
        return (isTakenAtOnce ? Optional.of(now) : given)
                .map(turn -> {
                    overallNext = next(overallNext, now, deleteRate.overall());
                    return deleteState.with(next(deleteState.nextTurn(), turn, deleteRate.perStore()));
                })
                .orElse(deleteState);
    }

    private static Instant next(Instant planned, Instant turn, Duration pause) {
        return (planned.isAfter(turn) ? planned : turn).plus(pause);
    }

    private static Optional<Instant> turnOf(Volume volume) {
        return volume.state() instanceof VolumeState.Due due ? due.turn() : Optional.empty();
    }

    private StoreDeleteState firstDeleted(
            StoreDeleteState deleteState, Volume before, VolumeDecision decision, Instant now) {
        boolean isDeleted = decision.events().stream().anyMatch(event -> event.step() == StorageEvent.Step.RECLAIMED);
        if (!isDeleted && !isRetiring(before) && !isRetiring(decision.volume())) {
            return deleteState;
        }
        String name = decision.volume().ref().name();
        StoreDeleteState.First first =
                deleteState.first().of(repository.activeSince(before.ref().store()));
        if (first.deletedAt().isPresent()) {
            return deleteState;
        }
        if (isDeleted) {
            return deleteState.with(new StoreDeleteState.First(first.activeSince(), name, Optional.of(now)));
        } else if (isCommanded(decision) && first.volume().isEmpty()) {
            return deleteState.with(new StoreDeleteState.First(first.activeSince(), name, Optional.empty()));
        } else if (first.volume().equals(name)
                && (!isRetiring(decision.volume()) || hasFailedAgain(before, decision.volume()))) {
            return deleteState.with(new StoreDeleteState.First(first.activeSince(), "", Optional.empty()));
        }
        return deleteState;
    }

    private static boolean isCommanded(VolumeDecision decision) {
        return decision.commands().stream().anyMatch(command -> command.type() == VolumeCommand.Type.RECLAIM);
    }

    /** A delete that goes on failing is no reason why no other volume should be the first. */
    private static boolean hasFailedAgain(Volume before, Volume after) {
        return before.state() instanceof VolumeState.Retiring begun
                && after.state() instanceof VolumeState.Retiring going
                && going.failures() > begun.failures();
    }

    private static boolean isRetiring(Volume volume) {
        return volume.state() instanceof VolumeState.Retiring;
    }
}
