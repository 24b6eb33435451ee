package io.slackwater.topology.storage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.streams.poison.PoisonMatrix;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.storage.processor.StorageMetrics;
import io.slackwater.topology.storage.processor.StoreProcessorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoisonRecordsTest {

    @TempDir
    Path stateDirectory;

    @ParameterizedTest
    @MethodSource("topics")
    void shouldMakeEachPoisonRecordOneDeadLetterAndGoOn(Topic<?> topic) {
        PoisonMatrix.run(topology(), topic, stateDirectory);
    }

    static Stream<Topic<?>> topics() {
        return PoisonMatrix.topicsOf(topology());
    }

    private static Topology topology() {
        ReclaimRules rules = new ReclaimRules(Duration.ZERO, 0, false, MachineDriver.TIMES);
        StoreProcessorSettings settings = new StoreProcessorSettings(
                rules,
                MachineDriver.TICK,
                MachineDriver.AUDIT_PERIOD,
                new StorageMetrics(new SimpleMeterRegistry()),
                Horizon.REACHED,
                MachineDriver.LOG,
                Records.RULES);
        return new StorageTopology(new AvroSerdes(new SchemaStore.Cache()), 1).build(settings);
    }
}
