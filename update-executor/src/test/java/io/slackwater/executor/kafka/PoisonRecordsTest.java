package io.slackwater.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.runtime.poison.PoisonMatrix;
import io.slackwater.runtime.streams.DeadLetters;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
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

    @Test
    void shouldMakeAPolicyWithATextThatIsTooLongOneDeadLetterAndTakeTheNext() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "poison");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties, Instant.EPOCH)) {
            TestInputTopic<String, byte[]> policies =
                    driver.createInputTopic(Topics.POLICIES.name(), new StringSerializer(), new ByteArraySerializer());
            String document = "{\"selector\":{\"portion\":\"%s\"}}";

            policies.pipeInput("web", policy(document.formatted("a".repeat(300))), Instant.ofEpochSecond(1));
            policies.pipeInput("web", policy(document.formatted("debian/kernel")), Instant.ofEpochSecond(2));

            assertThat(driver.createOutputTopic(
                                    Topics.POLICIES.deadLetterName(),
                                    new StringDeserializer(),
                                    new ByteArrayDeserializer())
                            .readRecordsToList())
                    .singleElement()
                    .satisfies(letter -> assertThat(EventHeaders.read(letter.headers(), DeadLetters.CAUSE))
                            .contains("The text of document.selector.portion has 300 characters, the limit is 256"));
        }
    }

    private static byte[] policy(String document) {
        PolicyEvent event = PolicyEvent.newBuilder()
                .setPolicy("web")
                .setType(PolicyEventType.SET)
                .setVersion(1)
                .setDocument(document)
                .setActor("alex")
                .setOccurredAt(Instant.EPOCH)
                .build();
        return new AvroCodec<>(PolicyEvent.class).encode(event);
    }

    static Stream<Topic<?>> topics() {
        return PoisonMatrix.topicsOf(topology());
    }

    private static Topology topology() {
        return ExecutorTopology.build(
                new AvroSerdes(new SchemaStore.Cache()),
                1,
                TopologyHarness.settings(TopologyHarness.LIMITS),
                BrainListener.NONE,
                () -> true);
    }
}
