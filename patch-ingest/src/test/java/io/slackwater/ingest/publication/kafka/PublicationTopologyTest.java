package io.slackwater.ingest.publication.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.domain.change.ChangeId;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTopologyTest {

    private static final String SYSTEM = "debian-12";

    @TempDir
    Path state;

    private final AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
    private final Serde<ChangeEvent> serde = serdes.of(Topics.CHANGES);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private boolean isReplayOver = true;
    private TestInputTopic<String, byte[]> sightings;
    private TestOutputTopic<String, ChangeEvent> changes;
    private TestOutputTopic<String, byte[]> deadLetters;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                PublicationTopology.build(serdes, new IngestMetrics(registry), () -> isReplayOver), properties);
        sightings = driver.createInputTopic(
                Topics.CHANGE_SIGHTINGS.name(), new StringSerializer(), new ByteArraySerializer());
        changes = driver.createOutputTopic(Topics.CHANGES.name(), new StringDeserializer(), serde.deserializer());
        deadLetters = driver.createOutputTopic(
                Topics.CHANGE_SIGHTINGS.deadLetterName(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldPublishAChangeOnceHoweverOftenItIsSeen() {
        see(available("6.1.0-50"));
        see(available("6.1.0-50"));
        see(available("6.1.0-51"));
        see(available("6.1.0-50"));

        assertThat(changes.readRecordsToList())
                .extracting(published -> published.value().getPortions().get(0).getVersion())
                .containsExactly("6.1.0-50", "6.1.0-51");
    }

    @Test
    void shouldKeyByOperatingSystemAndCarryCloudEventsHeaders() {
        see(available("6.1.0-50"));

        TestRecord<String, ChangeEvent> published = changes.readRecord();
        assertThat(published.key()).isEqualTo(SYSTEM);
        assertThat(EventHeaders.read(published.headers(), EventHeaders.TYPE))
                .contains("io.slackwater.ChangeEvent.AVAILABLE");
        assertThat(EventHeaders.read(published.headers(), EventHeaders.SOURCE)).contains("/slackwater/patch-ingest");
    }

    @Test
    void shouldPublishAWithdrawalOnceWithAllThatTheChangeWas() {
        ChangeEvent available = available("6.1.0-50");
        see(available);
        see(withdrawn(available.getChangeId()));
        see(withdrawn(available.getChangeId()));

        assertThat(changes.readValuesToList()).hasSize(2).last().satisfies(withdrawal -> {
            assertThat(withdrawal.getType()).isEqualTo(ChangeEventType.WITHDRAWN);
            assertThat(withdrawal.getReason()).contains("it panics");
            assertThat(withdrawal.getPortions()).isEqualTo(available.getPortions());
        });
    }

    @Test
    void shouldNotReviveAWithdrawnChange() {
        ChangeEvent available = available("6.1.0-50");
        see(available);
        see(withdrawn(available.getChangeId()));
        see(available);

        assertThat(changes.readValuesToList()).hasSize(2);
        assertThat(outcome("refuse")).isEqualTo(1);
    }

    @Test
    void shouldNotPublishRecalledContentUnderAnotherVersionOrSystem() {
        ChangeEvent available = available("6.1.0-50");
        see(available);
        see(withdrawn(available.getChangeId()));
        see(available(SYSTEM, "6.1.0-51", sha256("new"), sha256("6.1.0-50")));
        see(available("debian-13", "1.0", sha256("6.1.0-50")));

        assertThat(changes.readValuesToList()).hasSize(2);
        assertThat(refusal())
                .isEqualTo("SHA-256 " + sha256("6.1.0-50") + " is recalled: change " + available.getChangeId()
                        + " was withdrawn by ada at 1970-01-01T00:00:00Z: it panics;"
                        + " publish content that was built anew, with a digest of its own");
        assertThat(refusal()).contains(available.getChangeId());
    }

    @Test
    void shouldRefuseAKnownVersionWithOtherContentUnlessItSaysWhatItReplaces() {
        ChangeEvent first = available(SYSTEM, "2", sha256("first"));
        see(first);
        see(available(SYSTEM, "2", sha256("second")));
        see(withdrawn(first.getChangeId()));
        see(available(SYSTEM, "2", sha256("third")));
        ChangeEvent third = available(SYSTEM, "2", sha256("third"));
        PortionVersion replacing = PortionVersion.newBuilder(third.getPortions().get(0))
                .setSupersedes(List.of("sha256:" + sha256("first")))
                .build();
        see(ChangeEvent.newBuilder(third).setPortions(List.of(replacing)).build());

        assertThat(changes.readValuesToList())
                .extracting(event ->
                        event.getType() + " " + event.getPortions().get(0).getSha256())
                .containsExactly(
                        "AVAILABLE " + sha256("first"), "WITHDRAWN " + sha256("first"), "AVAILABLE " + sha256("third"));
        assertThat(refusal())
                .contains(
                        "debian-12/portion0 2 was published with other content",
                        "SHA-256 " + sha256("first") + " by change " + first.getChangeId(),
                        "this one has SHA-256 " + sha256("second"),
                        "\"sha256:" + sha256("first") + "\"");
        assertThat(refusal()).contains(sha256("first"), sha256("third"));
    }

    @Test
    void shouldStillPublishContentOfAWithdrawnChangeThatAnAvailableOneHolds() {
        ChangeEvent good = available(SYSTEM, "1", sha256("kernel"), sha256("initrd"));
        ChangeEvent bad = available(SYSTEM, "2", sha256("bad kernel"), sha256("initrd"));
        see(good);
        see(bad);
        see(withdrawn(bad.getChangeId()));
        see(available(SYSTEM, "3", sha256("newer kernel"), sha256("initrd")));
        see(available(SYSTEM, "4", sha256("bad kernel"), sha256("initrd")));

        assertThat(changes.readValuesToList())
                .extracting(event ->
                        event.getType() + " " + event.getPortions().get(0).getVersion())
                .containsExactly("AVAILABLE 1", "AVAILABLE 2", "WITHDRAWN 2", "AVAILABLE 3");
        assertThat(refusal()).contains(sha256("bad kernel"));
    }

    @Test
    void shouldRecallContentAfterItsStateWasLostAsBefore() {
        // given a log in which a change was published and withdrawn, and an instance without any state
        isReplayOver = false;
        ChangeEvent recalled = available("6.1.0-50");
        published(recalled);
        published(ChangeEvent.newBuilder(recalled)
                .setType(ChangeEventType.WITHDRAWN)
                .setReason("it panics")
                .build());

        // when the log is read, and the content is offered under another version
        isReplayOver = true;
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        see(available(SYSTEM, "6.1.0-50.1", sha256("6.1.0-50")));

        // then it stays out
        assertThat(changes.isEmpty()).isTrue();
        assertThat(refusal()).contains("it panics");
    }

    @Test
    void shouldNotPublishTheWithdrawalOfAnUnknownChange() {
        see(withdrawn("debian-12-0123456789abcdef"));

        assertThat(changes.isEmpty()).isTrue();
        assertThat(outcome("refuse")).isEqualTo(1);
        assertThat(refusal()).isEqualTo("there is no such change to withdraw");
    }

    @Test
    void shouldRefuseAnIdThatDoesNotFollowFromTheContent() {
        see(ChangeEvent.newBuilder(available("6.1.0-50"))
                .setChangeId("debian-12-0123456789abcdef")
                .build());

        assertThat(changes.isEmpty()).isTrue();
        assertThat(refusal()).contains("derive the id from the content");
    }

    @Test
    void shouldRefuseASightingUnderAnotherSystemsKey() {
        sightings.pipeInput("debian-13", serde.serializer().serialize("", available("6.1.0-50")));

        assertThat(changes.isEmpty()).isTrue();
        assertThat(refusal()).contains("its key is debian-13");
    }

    @Test
    void shouldSendWhatCannotBeReadToTheDeadLettersAndGoOn() {
        sightings.pipeInput(SYSTEM, "garbage".getBytes(StandardCharsets.UTF_8));
        see(available("6.1.0-50"));

        assertThat(deadLetters.readValuesToList()).hasSize(1);
        assertThat(changes.readValuesToList()).hasSize(1);
    }

    @Test
    void shouldPublishAfterAReplayOnlyWhatTheLogDoesNotSay() {
        // given a log in which a change was published and withdrawn, and another was seen last
        isReplayOver = false;
        ChangeEvent recalled = available("6.1.0-50");
        see(recalled);
        see(withdrawn(recalled.getChangeId()));
        see(available("6.1.0-51"));
        driver.advanceWallClockTime(Duration.ofSeconds(10));
        published(recalled);
        published(withdrawn(recalled.getChangeId()));
        driver.advanceWallClockTime(Duration.ofSeconds(10));
        assertThat(changes.isEmpty()).isTrue();

        // when all of it is read, and the other is seen again
        isReplayOver = true;
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        see(available("6.1.0-51"));

        // then that one is published, and nothing is refused that was taken once
        assertThat(changes.readValuesToList())
                .extracting(event -> event.getPortions().get(0).getVersion())
                .containsExactly("6.1.0-51");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    private void published(ChangeEvent event) {
        driver.createInputTopic(Topics.CHANGES.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(SYSTEM, serde.serializer().serialize("", event));
    }

    private String refusal() {
        TestRecord<String, byte[]> letter = deadLetters.readRecord();
        return new String(letter.headers().lastHeader(DeadLetters.CAUSE).value(), StandardCharsets.UTF_8);
    }

    private double outcome(String outcome) {
        return registry.counter("slackwater_ingest_changes", "outcome", outcome).count();
    }

    private void see(ChangeEvent event) {
        sightings.pipeInput(event.getOperatingSystem(), serde.serializer().serialize("", event));
    }

    private static ChangeEvent available(String version) {
        return available(SYSTEM, version, sha256(version));
    }

    /** Returns a change with a portion for each digest. */
    private static ChangeEvent available(String system, String version, String... sha256) {
        List<PortionVersion> portions = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String digest : sha256) {
            String name = system + "/portion" + portions.size();
            portions.add(portion(name, version, digest));
            lines.add(name + "|" + version + "|" + digest);
        }
        return event(system, ChangeId.of(system, lines), ChangeEventType.AVAILABLE, portions);
    }

    /** Returns a digest that is the same for the same content. */
    private static String sha256(String content) {
        return "%064x".formatted(content.hashCode());
    }

    private static PortionVersion portion(String name, String version, String sha256) {
        return PortionVersion.newBuilder()
                .setPortion(name)
                .setKind(PortionKind.KERNEL)
                .setVersion(version)
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSha256(sha256)
                .setSize(3)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri("http://localhost/artifacts/" + sha256)
                .build();
    }

    private static ChangeEvent withdrawn(String changeId) {
        return ChangeEvent.newBuilder(event(SYSTEM, changeId, ChangeEventType.WITHDRAWN, List.of()))
                .setSource("ada")
                .setReason("it panics")
                .build();
    }

    private static ChangeEvent event(
            String system, String changeId, ChangeEventType type, List<PortionVersion> portions) {
        return ChangeEvent.newBuilder()
                .setChangeId(changeId)
                .setType(type)
                .setOperatingSystem(system)
                .setPortions(portions)
                .setSeverity(Severity.UNKNOWN)
                .setSource("test")
                .setOccurredAt(Instant.EPOCH)
                .build();
    }
}
