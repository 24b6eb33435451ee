package io.slackwater.simulation.streams;

import io.slackwater.simulation.time.VirtualClock;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What a processor has of its task: stores, timers, the time, and where its records go. */
public final class TaskContext<K, V> implements ProcessorContext<K, V> {

    private final TaskStores stores;
    private final int partition;
    private final VirtualClock clock;
    private final Consumer<Record<? extends K, ? extends V>> forwarded;
    private final List<Timer> timers = new ArrayList<>();
    private long records;

    /** A context of a task, which hands on what is forwarded. */
    public TaskContext(
            TaskStores stores,
            int partition,
            VirtualClock clock,
            Consumer<Record<? extends K, ? extends V>> forwarded) {
        this.stores = stores;
        this.partition = partition;
        this.clock = clock;
        this.forwarded = forwarded;
    }

    /** Something that goes off now and then. */
    private static final class Timer {
        private final long interval;
        private final Punctuator callback;
        private long due;

        Timer(long interval, Punctuator callback, long now) {
            this.interval = interval;
            this.callback = callback;
            this.due = now + interval;
        }
    }

    /** Lets every timer go off whose interval is over. */
    public void tick() {
        long now = clock.millis();
        for (Timer timer : timers) {
            if (timer.due <= now) {
                timer.due = now + timer.interval;
                timer.callback.punctuate(now);
            }
        }
    }

    @Override
    public <L extends K, W extends V> void forward(Record<L, W> record) {
        forwarded.accept(record);
    }

    @Override
    public <L extends K, W extends V> void forward(Record<L, W> record, String child) {
        forwarded.accept(record);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as in Kafka Streams
    public <S extends StateStore> S getStateStore(String name) {
        return (S) stores.store(name);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        Timer timer = new Timer(interval.toMillis(), callback, clock.millis());
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, partition);
    }

    @Override
    public long currentSystemTimeMs() {
        return clock.millis();
    }

    @Override
    public long currentStreamTimeMs() {
        return clock.millis();
    }

    /** Whoever asks is told of another record each time: they have offsets in the order in which they came. */
    @Override
    public Optional<RecordMetadata> recordMetadata() {
        records++;
        return Optional.of(new Place(partition, records));
    }

    private record Place(int partition, long offset) implements RecordMetadata {
        @Override
        public String topic() {
            return "simulation";
        }
    }

    @Override
    public void commit() {
        // Every step is a transaction of its own.
    }

    @Override
    public String applicationId() {
        return "simulation";
    }

    @Override
    public Serde<?> keySerde() {
        throw unsupported();
    }

    @Override
    public Serde<?> valueSerde() {
        throw unsupported();
    }

    @Override
    public File stateDir() {
        throw unsupported();
    }

    @Override
    public StreamsMetrics metrics() {
        throw unsupported();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("A simulated task has no files, serdes or metrics");
    }
}
