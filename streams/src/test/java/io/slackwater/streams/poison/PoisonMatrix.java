package io.slackwater.streams.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Sends every kind of poison record to one topic of a topology, and checks that each becomes one dead letter and stops nothing. */
public final class PoisonMatrix {

    /** What a producer sends at most by default ({@code max.request.size}). */
    private static final int LARGEST_REQUEST = 1_048_576;

    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(1);

    private PoisonMatrix() {}

    /** Returns the topics of the catalogue that a topology reads. */
    public static Stream<Topic<?>> topicsOf(Topology topology) {
        Set<String> read = topology.describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Source) node).topicSet().stream())
                .collect(Collectors.toSet());
        return Topics.all().stream().filter(topic -> read.contains(topic.name()));
    }

    /** Runs the matrix for one topic. A record that could be meant follows each poison record, and must not be a dead letter. */
    public static void run(Topology topology, Topic<?> topic, Path stateDirectory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "poison");
        List<String> wrong = new ArrayList<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties, NOW)) {
            TestInputTopic<String, byte[]> input =
                    driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
            TestOutputTopic<String, byte[]> letters = driver.createOutputTopic(
                    topic.deadLetterName(), new StringDeserializer(), new ByteArrayDeserializer());
            int number = 0;
            for (PoisonRecord poison : PoisonRecord.of(topic)) {
                pipe(driver, input, poison, number++);
                check(poison, letters.readRecordsToList(), wrong);
            }
            for (PoisonRecord odd : PoisonRecord.odd(topic)) {
                pipe(driver, input, odd, number++);
                List<TestRecord<String, byte[]>> refused = letters.readRecordsToList();
                if (!refused.isEmpty() && !isRefusal(topic)) {
                    wrong.add(odd.kind() + " is a dead letter: " + cause(refused.get(0)));
                }
            }
        }
        assertThat(wrong).as("records of %s", topic.name()).isEmpty();
    }

    /** The decider of sightings refuses what contradicts itself, which a record of made-up values does. */
    private static boolean isRefusal(Topic<?> topic) {
        return topic.equals(Topics.CHANGE_SIGHTINGS);
    }

    private static void pipe(
            TopologyTestDriver driver, TestInputTopic<String, byte[]> input, PoisonRecord poison, int number) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EventHeaders.ID, ("poison-" + number).getBytes(StandardCharsets.UTF_8));
        headers.add(EventHeaders.SOURCE, "/somebody".getBytes(StandardCharsets.UTF_8));
        long timestamp = poison.timestamp() == null ? NOW.toEpochMilli() : poison.timestamp();
        try {
            input.pipeInput(new TestRecord<>(poison.key(), poison.value(), headers, timestamp));
            driver.advanceWallClockTime(TICK);
        } catch (RuntimeException failed) {
            fail("%s (record %d of %s) stops the stream".formatted(poison.kind(), number, input), failed);
        }
    }

    private static void check(PoisonRecord poison, List<TestRecord<String, byte[]>> letters, List<String> wrong) {
        if (letters.size() != 1) {
            wrong.add("%s made %d dead letters".formatted(poison.kind(), letters.size()));
            return;
        }
        TestRecord<String, byte[]> letter = letters.get(0);
        if (cause(letter).isBlank()) {
            wrong.add(poison.kind() + " has no cause");
        }
        if (sizeOf(letter) > LARGEST_REQUEST - 10_000) {
            wrong.add("%s made a dead letter of %d bytes".formatted(poison.kind(), sizeOf(letter)));
        }
    }

    private static String cause(TestRecord<String, byte[]> letter) {
        return EventHeaders.read(letter.headers(), DeadLetters.CAUSE).orElse("");
    }

    private static int sizeOf(TestRecord<String, byte[]> letter) {
        int size = letter.key() == null ? 0 : letter.key().getBytes(StandardCharsets.UTF_8).length;
        size += letter.value() == null ? 0 : letter.value().length;
        for (Header header : letter.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}
