package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.kafka.Postponed.Waiting;
import io.slackwater.runtime.replay.Horizon;
import io.slackwater.runtime.replay.ReplayGate;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Rebuilds the state of a task that has none from the log, and decides nothing:
 *
 * <ol>
 *   <li>Until the log's end as it was at the start, the machine's own rows ({@link StateTwin}) and what is broadcast are folded,
 *       in whatever order the topics come. What else is heard waits.
 *   <li>Then what waited is looked through: what the rows take account of already is dropped, and what the machine never heard
 *       before it lost its state is heard now.
 * </ol>
 */
final class Replay {

    private static final String IS_UNFINISHED = "is-unfinished";
    private static final String YES = "yes";

    private final Books books;
    private final ReplayGate gate;
    private final KeyValueStore<String, String> marks;
    private final Postponed<HeldRows> references;
    private final Postponed<UpdateEvent> updates;
    private final Postponed<StorageOutcome> outcomes;
    private final Postponed<StorageDecision> adoptions;
    private boolean isUnfinished;
    private boolean isOver;

    Replay(ProcessorContext<?, ?> context, Books books, Horizon horizon) {
        this.books = books;
        this.gate = new ReplayGate(context, StateStores.REPLAY, horizon);
        this.references = new Postponed<>(context.getStateStore(StateStores.POSTPONED_REFERENCES));
        this.updates = new Postponed<>(context.getStateStore(StateStores.POSTPONED_UPDATES));
        this.outcomes = new Postponed<>(context.getStateStore(StateStores.POSTPONED_OUTCOMES));
        this.adoptions = new Postponed<>(context.getStateStore(StateStores.POSTPONED_ADOPTIONS));
        this.marks = context.getStateStore(StateStores.REPLAY);
        // A task that goes on with its state has nothing to wait for; one that was stopped before its replay ended goes
        // on with it.
        this.isUnfinished = marks.get(IS_UNFINISHED) != null;
        this.isOver = gate.isOpen() && !isUnfinished;
    }

    /** Whether the state is what it was, and inputs are to be heard as they come. */
    boolean isOver() {
        return isOver;
    }

    /**
     * Takes note of an input and decides nothing.
     *
     * @param offset its place in the topic that it came by
     */
    void fold(Record<String, StoreInput> record, long offset) {
        begin();
        String store = record.key();
        String eventId = HeardBook.idOf(record.headers());
        StoreInput input = record.value();
        if (input instanceof StoreInput.References held) {
            // Only the last counts: it replaces those before.
            references.add(store, held.rows().getHolder(), 0, "", held.rows());
        } else if (input instanceof StoreInput.Phase phase) {
            updates.add(store, phase.event().getVmId(), offset, eventId, phase.event());
        } else if (input instanceof StoreInput.Said said) {
            outcomes.add(store, HeardBook.OUTCOMES, offset, eventId, said.outcome());
        } else if (input instanceof StoreInput.Decided decided) {
            decided(store, offset, eventId, decided.decision());
        } else if (input instanceof StoreInput.Kept kept) {
            books.restore(record.key(), kept.state(), Instant.ofEpochMilli(record.timestamp()));
        } else if (input instanceof StoreInput.Gone) {
            books.rowGone(record.key());
            // It is published already.
            books.twin.take();
        } else if (input instanceof StoreInput.Unread unread) {
            books.notUnderstood(record.key(), unread.cause(), Instant.ofEpochMilli(record.timestamp()));
        } else if (input instanceof StoreInput.Host host) {
            books.brakes.apply(host.event());
            books.hosts.apply(host.event());
        } else if (input instanceof StoreInput.Rollout rollout
                && rollout.event().getType() == RolloutEventType.FAN_OUT_FINISHED) {
            books.rollouts.fanOutFinished(
                    rollout.event().getChangeId(),
                    rollout.event().getPartition(),
                    rollout.event().getPartitions());
        } else if (input instanceof StoreInput.Change change) {
            books.rollouts.change(change.event());
        }
    }

    /**
     * Goes on with what waited, once the log's end was folded.
     *
     * @param most how many streams of records to look through
     */
    void goOn(int most, Hearing hearing, Instant now) {
        if (!gate.isOpen()) {
            return;
        }
        for (int left = most; left > 0; left--) {
            if (!goOn(hearing, now)) {
                end();
                return;
            }
        }
    }

    /** Marks, in the transaction that takes the first input, that there is an end to come. */
    private void begin() {
        if (!isUnfinished) {
            marks.put(IS_UNFINISHED, YES);
            isUnfinished = true;
        }
    }

    private void decided(String store, long offset, String eventId, StorageDecision decision) {
        books.decisions.decided(decision);
        if (decision.getType() == StorageDecisionType.ADOPTED) {
            adoptions.add(store, HeardBook.ADOPTIONS, offset, eventId, decision);
        }
    }

    private void end() {
        books.rows.wakeReplaced();
        marks.delete(IS_UNFINISHED);
        isUnfinished = false;
        isOver = true;
    }

    /** Looks through one stream; false if there are no more. */
    private boolean goOn(Hearing hearing, Instant now) {
        List<Waiting<HeldRows>> held = references.takeStream();
        held.forEach(waiting -> hearing.references(caused(waiting.store(), waiting.value(), now), now));
        if (!held.isEmpty()) {
            return true;
        }
        List<Waiting<StorageDecision>> adopted = adoptions.takeStream();
        unheard(adopted)
                .forEach(waiting ->
                        hearing.decision(caused(waiting.store(), waiting.value(), now), waiting.eventId(), now));
        if (!adopted.isEmpty()) {
            return true;
        }
        List<Waiting<UpdateEvent>> phases = updates.takeStream();
        unheard(phases)
                .forEach(waiting ->
                        hearing.update(caused(waiting.store(), waiting.value(), now), waiting.eventId(), now));
        if (!phases.isEmpty()) {
            return true;
        }
        List<Waiting<StorageOutcome>> said = outcomes.takeStream();
        unheard(said)
                .forEach(waiting ->
                        hearing.outcome(caused(waiting.store(), waiting.value(), now), waiting.eventId(), now));
        return !said.isEmpty() || takeParked(hearing, now);
    }

    /** Takes what waited for one change that is known by now; false if there is no such change. */
    private boolean takeParked(Hearing hearing, Instant now) {
        Optional<String> known =
                books.parked.changes().stream().filter(books.rollouts::isKnown).findFirst();
        known.ifPresent(change -> hearing.takeParked(caused("", "", now), change, now));
        return known.isPresent();
    }

    private <V> List<Waiting<V>> unheard(List<Waiting<V>> stream) {
        return stream.isEmpty()
                ? stream
                : Postponed.unheard(stream, books.heard.last(stream.get(0).store(), stream.get(0).stream()));
    }

    /** What waited begins a trace of its own. */
    private static <V> Record<String, V> caused(String store, V value, Instant now) {
        return new Record<>(store, value, now.toEpochMilli());
    }
}
