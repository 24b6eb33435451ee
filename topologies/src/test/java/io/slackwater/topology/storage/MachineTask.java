package io.slackwater.topology.storage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.storage.processor.StorageMetrics;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.processor.StoreOutput;
import io.slackwater.topology.storage.processor.StoreProcessor;
import io.slackwater.topology.storage.processor.StoreProcessorSettings;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** The store machine alone, over state stores that outlive it: it can be stopped between any two records or ticks. */
final class MachineTask implements AutoCloseable {

    private final Path stateDirectory;
    private final List<StateStore> stores = new ArrayList<>();
    private final List<StoreOutput> said = new ArrayList<>();
    private boolean isAtHorizon;
    private MockProcessorContext<String, StoreOutput> context;
    private StoreProcessor processor;
    private Instant now = Records.NOW;
    private long offset;

    MachineTask(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
        context = context();
        for (StoreBuilder<?> builder : StorageStateStores.ofMachine(new AvroSerdes(new SchemaStore.Cache()))) {
            // A record cache needs the internals of Kafka Streams, which the mock has not.
            StateStore store =
                    builder.withLoggingDisabled().withCachingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            stores.add(store);
        }
        processor = start();
    }

    /** Goes on as another instance would that has the same state. */
    void restart() {
        context = context();
        processor = start();
    }

    void reachHorizon() {
        isAtHorizon = true;
    }

    void hear(String key, StoreInput input) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EventHeaders.ID, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        context.setRecordMetadata("heard", 0, offset++);
        processor.process(new Record<>(key, input, now.toEpochMilli(), headers));
        takeSaid();
    }

    void tick() {
        now = now.plus(MachineDriver.TICK);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators().stream()
                .filter(timer -> timer.getInterval().equals(MachineDriver.TICK))
                .forEach(timer -> timer.getPunctuator().punctuate(now.toEpochMilli()));
        takeSaid();
    }

    List<StorageCommand> commands() {
        return said(StoreOutput.Command.class).map(StoreOutput.Command::command).toList();
    }

    List<VolumeEvent> events() {
        return said(StoreOutput.Event.class).map(StoreOutput.Event::event).toList();
    }

    @Override
    public void close() {
        stores.forEach(StateStore::close);
    }

    private <T extends StoreOutput> Stream<T> said(Class<T> type) {
        return said.stream().filter(type::isInstance).map(type::cast);
    }

    private void takeSaid() {
        context.forwarded().forEach(forward -> said.add(forward.record().value()));
        context.resetForwards();
    }

    private MockProcessorContext<String, StoreOutput> context() {
        return new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDirectory.toFile());
    }

    private StoreProcessor start() {
        stores.forEach(context::addStateStore);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        StoreProcessor started = new StoreProcessor(settings(() -> isAtHorizon));
        started.init(context);
        return started;
    }

    static StoreProcessorSettings settings(Horizon horizon) {
        ReclaimRules rules = new ReclaimRules(Duration.ZERO, 0, false, MachineDriver.TIMES);
        return new StoreProcessorSettings(
                rules,
                MachineDriver.TICK,
                MachineDriver.AUDIT_PERIOD,
                new StorageMetrics(new SimpleMeterRegistry()),
                horizon,
                MachineDriver.LOG,
                Records.RULES);
    }
}
