package io.slackwater.ingest.publication.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.streams.poison.PoisonMatrix;
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
        return PublicationTopology.build(
                new AvroSerdes(new SchemaStore.Cache()), new IngestMetrics(new SimpleMeterRegistry()), () -> true);
    }
}
