package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.replay.ReplayGate;
import io.slackwater.topology.storage.processor.DeferredRecords.Waiting;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.LastEventRepository;
import io.slackwater.topology.storage.state.StateTopicBuffer;
import io.slackwater.topology.storage.state.StorageStateStores;
import io.slackwater.topology.storage.state.StoreRepositories;
import io.slackwater.topology.storage.state.VolumeSweeps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Rebuilds the state of a task that has none from the log, and decides nothing:
 *
 * <ol>
 *   <li>Until the log's end as it was at the start, the machine's own rows ({@link StateTopicBuffer}) and what is broadcast are folded,
 *       in whatever order the topics come. What else is heard waits.
 *   <li>Then what waited is looked through: what the rows take account of already is dropped, and what the machine never heard
 *       before it lost its state is heard now.
 * </ol>
 */
final class StoreReplay {

    private static final String IS_UNFINISHED = "is-unfinished";
    private static final String YES = "yes";

    /** The parts of the key of a move's row: its kind, store, volume, VM and update. */
    private static final int MOVE_KEY = 5;

    private final StoreRepositories repositories;
    private final ReplayGate gate;
    private final KeyValueStore<String, String> marks;
    private final DeferredRecords<HeldRows> references;
    private final DeferredRecords<UpdateEvent> updates;
    private final DeferredRecords<StorageOutcome> outcomes;
    private final DeferredRecords<StorageDecision> adoptions;
    private boolean isUnfinished;
    private boolean isOver;

    StoreReplay(ProcessorContext<?, ?> context, StoreRepositories repositories, Horizon horizon) {
        this.repositories = repositories;
        this.gate = new ReplayGate(context, StorageStateStores.REPLAY, horizon);
        this.references = new DeferredRecords<>(
                context.getStateStore(StorageStateStores.POSTPONED_REFERENCES), (store, holder) -> Optional.empty());
        this.updates = new DeferredRecords<>(
                context.getStateStore(StorageStateStores.POSTPONED_UPDATES), repositories.lastEvents::last);
        this.outcomes = new DeferredRecords<>(
                context.getStateStore(StorageStateStores.POSTPONED_OUTCOMES), repositories.lastEvents::last);
        this.adoptions = new DeferredRecords<>(
                context.getStateStore(StorageStateStores.POSTPONED_ADOPTIONS), repositories.lastEvents::last);
        this.marks = context.getStateStore(StorageStateStores.REPLAY);
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
        record.value().accept(new Folding(record, offset)).run();
    }

    private void rowGone(String key) {
        repositories.rowGone(key);
        List<String> parts = CompoundKeys.parts(key);
        if (StateTopicBuffer.Kind.MOVE.isOf(parts) && parts.size() == MOVE_KEY) {
            repositories.stores.forgetMove(parts.subList(1, MOVE_KEY));
        }
        // It is published already.
        repositories.stateTopic.take();
    }

    private void host(HostEvent event) {
        repositories.deleteStates.apply(event);
        repositories.hosts.apply(event, store -> false);
    }

    private void rollout(RolloutEvent event) {
        if (event.getType() == RolloutEventType.FAN_OUT_FINISHED) {
            repositories.changes.fanOutFinished(event.getChangeId(), event.getPartition(), event.getPartitions());
        }
    }

    /**
     * Goes on with what waited, once the log's end was folded.
     *
     * @param most how many records to look through
     */
    void goOn(int most, StoreEventHandler storeEventHandler, Instant now) {
        if (!gate.isOpen()) {
            return;
        }
        int left = most;
        while (left > 0) {
            int done = takeSome(left, storeEventHandler, now);
            if (done == 0) {
                end();
                return;
            }
            left -= done;
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
        repositories.decisions.decided(decision);
        if (decision.getType() == StorageDecisionType.ADOPTED) {
            adoptions.add(store, LastEventRepository.ADOPTIONS, offset, eventId, decision);
        }
    }

    private void end() {
        repositories.stores.sweeps().ofAll(VolumeSweeps.Kind.REPLACED);
        marks.delete(IS_UNFINISHED);
        isUnfinished = false;
        isOver = true;
    }

    /** Looks through records of one kind, and returns of how many; 0 if there are no more. */
    private int takeSome(int most, StoreEventHandler handler, Instant now) {
        int held = handOn(references.take(most), now, (record, eventId) -> handler.references(record, now));
        int adopted = held > 0
                ? held
                : handOn(adoptions.take(most), now, (record, eventId) -> handler.decision(record, eventId, now));
        int phases = adopted > 0
                ? adopted
                : handOn(updates.take(most), now, (record, eventId) -> handler.update(record, eventId, now));
        int said = phases > 0
                ? phases
                : handOn(outcomes.take(most), now, (record, eventId) -> handler.outcome(record, eventId, now));
        return said > 0 ? said : handler.takeDeferred(caused("", "", now), most, now);
    }

    private static <V> int handOn(List<Waiting<V>> some, Instant now, BiConsumer<Record<String, V>, String> receiver) {
        for (Waiting<V> waiting : some) {
            if (!waiting.isApplied()) {
                receiver.accept(caused(waiting.store(), waiting.value(), now), waiting.eventId());
            }
        }
        return some.size();
    }

    /** What waited begins a trace of its own. */
    private static <V> Record<String, V> caused(String store, V value, Instant now) {
        return new Record<>(store, value, now.toEpochMilli());
    }

    /** Takes note of each input. */
    private final class Folding implements StoreInput.Visitor<Runnable> {

        private final Record<String, StoreInput> record;
        private final long offset;

        Folding(Record<String, StoreInput> record, long offset) {
            this.record = record;
            this.offset = offset;
        }

        @Override
        public Runnable references(StoreInput.References references) {
            return () -> held(references.rows());
        }

        @Override
        public Runnable phase(StoreInput.Phase phase) {
            return () -> updates.add(record.key(), phase.event().getVmId(), offset, eventId(), phase.event());
        }

        @Override
        public Runnable outcome(StoreInput.Outcome outcome) {
            return () -> outcomes.add(record.key(), LastEventRepository.OUTCOMES, offset, eventId(), outcome.outcome());
        }

        @Override
        public Runnable decided(StoreInput.Decided decided) {
            return () -> StoreReplay.this.decided(record.key(), offset, eventId(), decided.decision());
        }

        @Override
        public Runnable stateRow(StoreInput.StateRow stateRow) {
            return () -> repositories.restore(record.key(), stateRow.state(), publishedAt());
        }

        @Override
        public Runnable stateRowUnreadable(StoreInput.StateRowUnreadable stateRowUnreadable) {
            return () -> repositories.notUnderstood(record.key(), stateRowUnreadable.cause(), publishedAt());
        }

        @Override
        public Runnable stateRowRemoved(StoreInput.StateRowRemoved stateRowRemoved) {
            return () -> rowGone(record.key());
        }

        @Override
        public Runnable host(StoreInput.Host host) {
            return () -> StoreReplay.this.host(host.event());
        }

        @Override
        public Runnable rollout(StoreInput.Rollout rollout) {
            return () -> StoreReplay.this.rollout(rollout.event());
        }

        @Override
        public Runnable change(StoreInput.Change change) {
            return () -> repositories.changes.change(change.event());
        }

        /** Only the last counts: it replaces those before. */
        private void held(HeldRows rows) {
            references.add(record.key(), rows.getHolder(), 0, "", rows);
        }

        private String eventId() {
            return LastEventRepository.idOf(record.headers());
        }

        private Instant publishedAt() {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }
}
