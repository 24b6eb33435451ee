package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.store.Brakes;
import io.slackwater.reclaimer.store.StoreMachine;
import io.slackwater.reclaimer.volume.VolumeDecider;
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

    /** So many streams of postponed records are looked through per tick, for the same reason. */
    private static final int STREAMS_PER_TICK = 500;

    private final MachineSettings settings;
    private Books books;
    private Hearing hearing;
    private Replay replay;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public StoreProcessor(MachineSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, StoreOutput> context) {
        super.init(context);
        books = new Books(context);
        Brakes brakes = new Brakes(books.rows, settings.rules().pace(), settings.logId());
        StoreMachine machine = new StoreMachine(books.rows, new VolumeDecider(settings.rules()), brakes);
        hearing = new Hearing(
                books,
                machine,
                brakes,
                new Telling(context, settings, books.twin),
                new ObservationCheck(settings.adoptionRules()));
        replay = new Replay(context, books, settings.horizon());
        VolumeCensus census = new VolumeCensus(
                context.getStateStore(StateStores.VOLUMES),
                settings.meters(),
                context.taskId().partition());
        context.schedule(VolumeCensus.INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> census.take());
        context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, StoreInput> record) {
        if (replay.isOver()) {
            hear(record, Instant.ofEpochMilli(context().currentSystemTimeMs()));
        } else {
            replay.fold(
                    record,
                    context().recordMetadata().map(RecordMetadata::offset).orElse(0L));
        }
    }

    private void hear(Record<String, StoreInput> record, Instant now) {
        StoreInput input = record.value();
        if (input instanceof StoreInput.References references) {
            hearing.references(record.withValue(references.rows()), now);
        } else if (input instanceof StoreInput.Phase phase) {
            hearing.update(record.withValue(phase.event()), HeardBook.idOf(record.headers()), now);
        } else if (input instanceof StoreInput.Said said) {
            hearing.outcome(record.withValue(said.outcome()), HeardBook.idOf(record.headers()), now);
        } else if (input instanceof StoreInput.Decided decided) {
            hearing.decision(record.withValue(decided.decision()), HeardBook.idOf(record.headers()), now);
        } else if (input instanceof StoreInput.Gone) {
            hearing.rowGone(record.key());
        } else if (input instanceof StoreInput.Host host) {
            hearing.host(host.event());
        } else if (input instanceof StoreInput.Rollout rollout) {
            hearing.rollout(rollout.event());
        } else if (input instanceof StoreInput.Change change) {
            hearing.change(record, change.event(), now);
        }
        // What the machine itself kept is known to it, but for a row that a person removes.
    }

    private void tick(Instant now) {
        if (replay.isOver()) {
            books.wakes.take(now, WAKES_PER_TICK).forEach(wake -> hearing.wake(wake, now));
        } else {
            replay.goOn(STREAMS_PER_TICK, hearing, now);
        }
    }
}
