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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Topic<VmStateEvent> COPIES =
            new Topic<>("slackwater.copies", KeySpace.VM, VmStateEvent.class, Retention.AUDIT_PERIOD, "A copy");

    private final AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
    private final Serde<VmStateEvent> serde = serdes.of(Topics.VM_STATES);
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> states;
    private TestOutputTopic<String, byte[]> deadLetters;
    private TestOutputTopic<String, VmStateEvent> written;

    @BeforeEach
    void startTopology() {
        StreamsBuilder builder = new StreamsBuilder();
        EventStreams streams = new EventStreams(builder, serdes, "test");
        // VmStateEvents are read from one topic and written to another that holds the same type only in this test.
        streams.write(streams.readValues(Topics.VM_STATES), COPIES, event -> event.getState()
                .name());
        driver = new TopologyTestDriver(builder.build(), new Properties(), NOW);
        states = driver.createInputTopic(
                Topics.VM_STATES.name(), new StringSerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        deadLetters = driver.createOutputTopic(
                Topics.VM_STATES.deadLetterName(), new StringDeserializer(), new ByteArrayDeserializer());
        written = driver.createOutputTopic(COPIES.name(), new StringDeserializer(), serde.deserializer());
    }

    @AfterEach
    void stopTopology() {
        driver.close();
    }

    @Test
    void shouldPassOnWhatCanBeReadWithCloudEventsHeaders() {
        VmStateEvent event = anEvent();

        states.pipeInput("vm-1", serde.serializer().serialize("", event));

        TestRecord<String, VmStateEvent> copy = written.readRecord();
        assertThat(copy.value()).isEqualTo(event);
        assertThat(header(copy.headers(), EventHeaders.TYPE)).contains("io.slackwater.VmStateEvent.SHUTOFF");
        assertThat(header(copy.headers(), EventHeaders.SUBJECT)).contains("vm-1");
        assertThat(header(copy.headers(), EventHeaders.SOURCE)).contains("/slackwater/test");
        assertThat(header(copy.headers(), EventHeaders.ID)).isPresent();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void shouldStampTheTimeOfPublishingNotTheTimeOfTheCause() {
        states.pipeInput("vm-1", serde.serializer().serialize("", anEvent()), 1L);

        assertThat(written.readRecord().timestamp()).isEqualTo(NOW.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "\u00c3\u0001 but not quite"})
    void shouldSendWhatCannotBeReadToTheDeadLettersAsItCameWithItsCause(String poison) {
        byte[] bytes = poison.getBytes(StandardCharsets.ISO_8859_1);
        Headers headers = new RecordHeaders().add("own", new byte[] {7});

        states.pipeInput(new TestRecord<>("vm-1", bytes, headers));
        states.pipeInput("vm-2", serde.serializer().serialize("", anEvent("vm-2")));

        TestRecord<String, byte[]> letter = deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo("vm-1");
        assertThat(letter.value()).isEqualTo(bytes);
        assertThat(letter.headers().lastHeader("own").value()).containsExactly(7);
        assertThat(header(letter.headers(), DeadLetters.CAUSE).orElseThrow()).contains("VmStateEvent");
        assertThat(header(letter.headers(), DeadLetters.TOPIC)).contains(Topics.VM_STATES.name());
        assertThat(header(letter.headers(), DeadLetters.OFFSET)).contains("0");
        assertThat(written.readRecord().key()).isEqualTo("vm-2");
    }

    private static Optional<String> header(Headers headers, String name) {
        return EventHeaders.read(headers, name);
    }

    private static VmStateEvent anEvent() {
        return anEvent("vm-1");
    }

    private static VmStateEvent anEvent(String vmId) {
        return VmStateEvent.newBuilder()
                .setVmId(vmId)
                .setHostId("host-1")
                .setState(VmState.SHUTOFF)
                .setOccurredAt(Instant.parse("2026-01-02T03:04:05Z"))
                .build();
    }
}
