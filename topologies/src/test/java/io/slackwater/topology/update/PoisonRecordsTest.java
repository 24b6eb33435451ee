package io.slackwater.topology.update;

import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.streams.poison.PoisonMatrix;
import io.slackwater.topology.update.shared.DecisionListener;
import java.nio.file.Path;
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
        return ExecutorTopology.build(
                new AvroSerdes(new SchemaStore.Cache()),
                1,
                TopologyHarness.settings(TopologyHarness.LIMITS),
                DecisionListener.NONE,
                () -> true);
    }
}
