package io.slackwater.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.KeySpace;
import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topology that reads what it writes. */
class OwnEventsTest {

    private static final Topic<VmStateEvent> ECHOES = new Topic<>(
            "echoes", KeySpace.VM, VmStateEvent.class, Retention.AUDIT_PERIOD, "What the topology under test writes");
    private static final String HEARD = "heard";

    private final AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
    private final Serde<VmStateEvent> serde = serdes.of(Topics.VM_STATES);

    @TempDir
    private Path state;

    @Test
    void shouldLeaveOutWhatThisLifeWroteAndTakeWhatAnEarlierOneDid() {
        Headers written;
        try (TopologyTestDriver earlier = new TopologyTestDriver(topology(), properties())) {
            say(earlier);
            TestRecord<String, VmStateEvent> echo = earlier.createOutputTopic(
                            ECHOES.name(), new StringDeserializer(), serde.deserializer())
                    .readRecord();
            written = echo.headers();
            assertThat(heard(earlier)).isZero();
        }
        try (TopologyTestDriver later = new TopologyTestDriver(topology(), properties())) {
            later.createInputTopic(ECHOES.name(), new StringSerializer(), serde.serializer())
                    .pipeInput(new TestRecord<>("vm-1", anEvent(), written));

            assertThat(EventHeaders.read(written, EventHeaders.ID)).isPresent();
            assertThat(heard(later)).isOne();
        }
    }

    private void say(TopologyTestDriver driver) {
        driver.createInputTopic(Topics.VM_STATES.name(), new StringSerializer(), serde.serializer())
                .pipeInput("vm-1", anEvent());
    }

    private long heard(TopologyTestDriver driver) {
        return driver.createOutputTopic(HEARD, new StringDeserializer(), serde.deserializer())
                .readValuesToList()
                .size();
    }

    private Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        EventStreams events = new EventStreams(builder, serdes, "test");
        events.write(events.readValues(Topics.VM_STATES), ECHOES, event -> "ECHO");
        events.readValuesOfOthers(ECHOES).to(HEARD, Produced.valueSerde(serde));
        return builder.build();
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "own-events");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
                org.apache.kafka.common.serialization.Serdes.StringSerde.class);
        return properties;
    }

    private static VmStateEvent anEvent() {
        return VmStateEvent.newBuilder()
                .setVmId("vm-1")
                .setHostId("host-1")
                .setState(VmState.SHUTOFF)
                .setOccurredAt(Instant.parse("2026-01-02T03:04:05Z"))
                .build();
    }
}
