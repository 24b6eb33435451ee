package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.Brake;
import io.slackwater.domain.storage.model.Command;
import io.slackwater.domain.storage.model.LogCount;
import io.slackwater.domain.storage.model.StoreCount;
import io.slackwater.domain.storage.volume.ReclaimRules.Pace;
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
 * Holds up the deletes of the stores of a partition: all while they are frozen, those of a store of which the log is older, all but the
 * first of a store until somebody had time to look, and each until its turn. Numbers the commands of each store.
 */
public final class Brakes {

    private final StoreRepository book;
    private final Pace pace;
    private final String logId;

    /** Not kept: after a restart the average begins anew, and the rate of each store still holds. */
    private Instant overallNext = Instant.EPOCH;

    /**
     * The brakes of a partition.
     *
     * @param logId which log the commands are in: the id of its Kafka cluster
     */
    public Brakes(StoreRepository book, Pace pace, String logId) {
        this.book = book;
        this.pace = pace;
        this.logId = logId;
    }

    /** Returns what holds up the delete of a volume now. */
    Brake of(Volume volume, Instant now) {
        String store = volume.ref().store();
        StoreBrake brake = book.brake(store);
        DeleteDecisions decisions = book.deleteDecisions(volume);
        List<Blocker> stops = new ArrayList<>();
        decisions.freeze().ifPresent(stops::add);
        brake.ahead()
                .filter(ahead -> !isAccepted(ahead.count(), decisions))
                .map(ahead -> olderLog(store, ahead, brake.count()))
                .ifPresent(stops::add);
        StoreBrake.First first =
                brake.first().isFree() ? brake.first() : brake.first().of(book.activeSince(store));
        Instant storeNext = brake.nextTurn();
        return new Brake(
                stops,
                first(volume, first, decisions, now).stream().toList(),
                pauseEnd(first, decisions),
                overallNext.isAfter(storeNext) ? overallNext : storeNext,
                decisions.consent());
    }

    /** Takes note of what was decided about a volume, and returns it with its commands numbered. */
    VolumeDecision follow(Volume before, VolumeDecision decision, Instant now) {
        String store = decision.volume().ref().store();
        StoreBrake brake = book.brake(store);
        StoreBrake after = turned(brake, before, decision.volume(), now);
        after = firstDeleted(after, before, decision, now);
        Optional<LogCount> accepted = book.deleteDecisions(before).accepted();
        List<Command> commands = new ArrayList<>();
        for (Command command : decision.commands()) {
            if (command.type() == Command.Type.INSPECT) {
                commands.add(command);
            } else {
                after = after.counted(accepted.filter(this::isOwn)
                                .map(LogCount::number)
                                .orElse(0L))
                        .counted();
                commands.add(command.counted(
                        new StoreCount(new LogCount(logId, after.count()), accepted.filter(count -> !isOwn(count)))));
            }
        }
        if (!after.equals(brake)) {
            book.put(store, after);
        }
        boolean isItsTime = after.first().deletedAt().isEmpty()
                && after.first().volume().equals(decision.volume().ref().name());
        if (!after.first().equals(brake.first()) && !isItsTime) {
            // It is another volume's time, or the pause begins.
            book.wakeAll(store);
        }
        return new VolumeDecision(decision.volume(), decision.events(), commands);
    }

    /** Takes note of a count that a worker saw in a store and that it could not explain; what this log knows of suspends nothing. */
    public void seen(String store, LogCount count, Instant now) {
        StoreBrake brake = book.brake(store);
        boolean isKnown = isOwn(count) && count.number() <= brake.count();
        boolean isSeen =
                brake.ahead().filter(ahead -> ahead.count().covers(count)).isPresent();
        if (!isKnown && !isSeen) {
            book.put(store, brake.with(new StoreBrake.Ahead(count, now)));
            book.wakeAll(store);
        }
    }

    private boolean isOwn(LogCount count) {
        return count.logId().equals(logId);
    }

    private static boolean isAccepted(LogCount count, DeleteDecisions decisions) {
        return decisions.accepted().filter(accepted -> accepted.covers(count)).isPresent();
    }

    private Blocker olderLog(String store, StoreBrake.Ahead ahead, long known) {
        LogCount count = ahead.count();
        String detail = isOwn(count)
                ? "The store counts %d stagings and deletes, this log knows of %d: the log is older than the store, as after a restored backup"
                        .formatted(count.number(), known)
                : "The store counts %d stagings and deletes of another log, %s, and this one is %s: another cluster manages it, or did"
                        .formatted(count.number(), count.logId(), logId);
        return new Blocker(BlockerCode.LOG_OLDER_THAN_STORE, store, ahead.since(), detail);
    }

    /** While the first delete of a store is under way, and in the pause after it, nothing else goes. */
    private Optional<Blocker> first(Volume volume, StoreBrake.First first, DeleteDecisions decisions, Instant now) {
        String store = volume.ref().store();
        if (pace.firstDeletePause().isZero() || first.volume().isEmpty()) {
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

    private Optional<Instant> pauseEnd(StoreBrake.First first, DeleteDecisions decisions) {
        return first.deletedAt()
                .filter(at -> !pace.firstDeletePause().isZero())
                .filter(at -> at.isAfter(decisions.firstSeen()))
                .map(at -> at.plus(pace.firstDeletePause()));
    }

    /** A turn was given, or one was taken that was free. */
    private StoreBrake turned(StoreBrake brake, Volume before, Volume after, Instant now) {
        Optional<Instant> given =
                after.life() instanceof VolumeState.Due due && !due.turn().equals(turnOf(before))
                        ? due.turn()
                        : Optional.empty();
        boolean isTakenAtOnce =
                isRetiring(after) && !isRetiring(before) && turnOf(before).isEmpty();
        return (isTakenAtOnce ? Optional.of(now) : given)
                .map(turn -> {
                    overallNext = next(overallNext, now, pace.overall());
                    return brake.with(next(brake.nextTurn(), turn, pace.perStore()));
                })
                .orElse(brake);
    }

    private static Instant next(Instant planned, Instant turn, Duration pause) {
        return (planned.isAfter(turn) ? planned : turn).plus(pause);
    }

    private static Optional<Instant> turnOf(Volume volume) {
        return volume.life() instanceof VolumeState.Due due ? due.turn() : Optional.empty();
    }

    private StoreBrake firstDeleted(StoreBrake brake, Volume before, VolumeDecision decision, Instant now) {
        boolean isDeleted = decision.events().stream().anyMatch(event -> event.step() == StorageEvent.Step.RECLAIMED);
        if (!isDeleted && !isRetiring(before) && !isRetiring(decision.volume())) {
            return brake;
        }
        String name = decision.volume().ref().name();
        StoreBrake.First first = brake.first().of(book.activeSince(before.ref().store()));
        if (first.deletedAt().isPresent()) {
            return brake;
        }
        if (isDeleted) {
            return brake.with(new StoreBrake.First(first.activeSince(), name, Optional.of(now)));
        } else if (isCommanded(decision) && first.volume().isEmpty()) {
            return brake.with(new StoreBrake.First(first.activeSince(), name, Optional.empty()));
        } else if (first.volume().equals(name)
                && (!isRetiring(decision.volume()) || hasFailedAgain(before, decision.volume()))) {
            return brake.with(new StoreBrake.First(first.activeSince(), "", Optional.empty()));
        }
        return brake;
    }

    private static boolean isCommanded(VolumeDecision decision) {
        return decision.commands().stream().anyMatch(command -> command.type() == Command.Type.RECLAIM);
    }

    /** A delete that goes on failing is no reason why no other volume should be the first. */
    private static boolean hasFailedAgain(Volume before, Volume after) {
        return before.life() instanceof VolumeState.Retiring begun
                && after.life() instanceof VolumeState.Retiring going
                && going.failures() > begun.failures();
    }

    private static boolean isRetiring(Volume volume) {
        return volume.life() instanceof VolumeState.Retiring;
    }
}
