package io.slackwater.topology.match;

import io.slackwater.domain.match.Supersession;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.streams.poison.PoisonMatrix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
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
        MatchSettings settings = new MatchSettings(
                1, new ScanRate(20_000, Duration.ZERO), MatchMetrics.NONE, Stores::inMemoryKeyValueStore, () -> true);
        return new MatchTopology(
                        new AvroSerdes(new SchemaStore.Cache()), new Supersession(Comparator.naturalOrder()), settings)
                .build();
    }
}
