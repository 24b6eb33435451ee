package io.slackwater.topology.storage.processor;

import io.slackwater.domain.storage.store.DeleteGuard;
import io.slackwater.domain.storage.store.StoreMachine;
import io.slackwater.domain.storage.volume.VolumeDecider;
import io.slackwater.topology.storage.state.LastEventRepository;
import io.slackwater.topology.storage.state.MoveExpiry;
import io.slackwater.topology.storage.state.StoreRepositories;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Runs the store machine over the state stores of a task, by what it hears and by the clock. */
public final class StoreProcessor extends ContextualProcessor<String, StoreInput, String, StoreOutput> {

    /** So many volumes are decided about per tick: a tick fits into a transaction whatever is due. */
    private static final int WAKES_PER_TICK = 500;

    /** So many volumes that events concern, and so many records that waited, are looked through per tick, for the same reason. */
    private static final int SWEPT_PER_TICK = 500;

    private static final int RECORDS_PER_TICK = 500;

    private final StoreProcessorSettings settings;
    private StoreRepositories repositories;
    private StoreEventHandler storeEventHandler;
    private StoreReplay storeReplay;
    private EffectForwarder forwarder;
    private MoveExpiry moveExpiry;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public StoreProcessor(StoreProcessorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, StoreOutput> context) {
        super.init(context);
        repositories = new StoreRepositories(context);
        DeleteGuard deleteGuard =
                new DeleteGuard(repositories.stores, settings.rules().deleteRate(), settings.logId());
        StoreMachine machine = new StoreMachine(repositories.stores, new VolumeDecider(settings.rules()), deleteGuard);
        forwarder = new EffectForwarder(context, settings, repositories.stateTopic);
        moveExpiry = new MoveExpiry(context, repositories, settings.auditPeriod());
        storeEventHandler = new StoreEventHandler(
                repositories, machine, deleteGuard, forwarder, new ObservationCheck(settings.adoptionRules()));
        storeReplay = new StoreReplay(context, repositories, settings.horizon());
        VolumeCensus census = new VolumeCensus(
                repositories.stores.index(),
                settings.metrics(),
                context.taskId().partition());
        context.schedule(VolumeCensus.INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> census.take());
        context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, StoreInput> record) {
        if (storeReplay.isOver()) {
            apply(record, Instant.ofEpochMilli(context().currentSystemTimeMs()));
        } else {
            storeReplay.fold(
                    record,
                    context().recordMetadata().map(RecordMetadata::offset).orElse(0L));
        }
    }

    private void apply(Record<String, StoreInput> record, Instant now) {
        record.value().accept(new InputHandler(record, now)).run();
    }

    private void tick(Instant now) {
        if (storeReplay.isOver()) {
            storeEventHandler.takeDeferred(new Record<>("", null, now.toEpochMilli()), RECORDS_PER_TICK, now);
            storeEventHandler.sweep(SWEPT_PER_TICK, now);
            repositories.schedule.take(now, WAKES_PER_TICK).forEach(wake -> storeEventHandler.evaluateDue(wake, now));
            moveExpiry.advance(now);
            forwarder.publishRows(new Record<>("", null, now.toEpochMilli()));
        } else {
            storeReplay.goOn(RECORDS_PER_TICK, storeEventHandler, now);
        }
    }

    /** Takes each input. What the machine itself kept is known to it, but for a row that a person removes. */
    private final class InputHandler implements StoreInput.Visitor<Runnable> {

        private final Record<String, StoreInput> record;
        private final Instant now;

        InputHandler(Record<String, StoreInput> record, Instant now) {
            this.record = record;
            this.now = now;
        }

        @Override
        public Runnable references(StoreInput.References references) {
            return () -> storeEventHandler.references(record.withValue(references.rows()), now);
        }

        @Override
        public Runnable phase(StoreInput.Phase phase) {
            return () -> storeEventHandler.update(record.withValue(phase.event()), eventId(), now);
        }

        @Override
        public Runnable outcome(StoreInput.Outcome outcome) {
            return () -> storeEventHandler.outcome(record.withValue(outcome.outcome()), eventId(), now);
        }

        @Override
        public Runnable decided(StoreInput.Decided decided) {
            return () -> storeEventHandler.decision(record.withValue(decided.decision()), eventId(), now);
        }

        @Override
        public Runnable stateRow(StoreInput.StateRow stateRow) {
            return () -> {};
        }

        @Override
        public Runnable stateRowUnreadable(StoreInput.StateRowUnreadable stateRowUnreadable) {
            return () -> {};
        }

        @Override
        public Runnable stateRowRemoved(StoreInput.StateRowRemoved stateRowRemoved) {
            return () -> storeEventHandler.rowGone(record.key());
        }

        @Override
        public Runnable host(StoreInput.Host host) {
            return () -> storeEventHandler.host(host.event());
        }

        @Override
        public Runnable rollout(StoreInput.Rollout rollout) {
            return () -> storeEventHandler.rollout(rollout.event());
        }

        @Override
        public Runnable change(StoreInput.Change change) {
            return () -> storeEventHandler.change(record, change.event(), now);
        }

        private String eventId() {
            return LastEventRepository.idOf(record.headers());
        }
    }
}
