package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.services.LocalPlatform;
import io.slackwater.lab.ProgramRun;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.standalone.services.Service;
import io.slackwater.streams.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An installation with a host that is not there, and a log into which somebody writes what nobody can read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadLuckTest {

    private static final String STRANGER = "00000000-0000-0000-0000-00000000dead";
    private static final byte[] MALFORMED = "no Avro at all".getBytes(StandardCharsets.UTF_8);
    private static final Path KCAT = Path.of("/usr/bin/kcat");

    private KernelFleet fleet;
    private LocalPlatform platform;

    @BeforeAll
    void startWithAHostThatIsNotThere(@TempDir Path directory) throws Exception {
        fleet = new KernelFleet(2);
        Map<String, String> properties = fleet.serviceProperties();
        properties.put("slackwater.inventory.hosts.nowhere.uri", "qemu+unix:///system?socket=" + directory + "/none");
        properties.put("slackwater.inventory.hosts.nowhere.mode", "ACTIVE");
        platform = LocalPlatform.start(directory.resolve("platform"), properties);
    }

    @AfterAll
    void stop() {
        if (platform != null) {
            platform.close();
        }
        fleet.close();
    }

    @Test
    void shouldUpdateTheOthersDespiteAnUnreachableHostAndAMalformedRecord() throws Exception {
        // given a record in the inventory that is no Avro
        write(Topics.VM_INVENTORY.name(), STRANGER, MALFORMED);

        // when there is a change
        new ChangeOffer(platform.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());

        // then the VMs that are there get it, and the record is kept aside as it came
        try (EventLog log = platform.openLog()) {
            Progress progress = new Progress(log);
            progress.awaitPhase(UpdatePhase.REQUIRED, fleet.vms());
            fleet.shutDownAll();
            progress.awaitPhase(UpdatePhase.APPLIED, fleet.vms());
            fleet.startAll();
            progress.awaitPhase(UpdatePhase.VERIFIED, fleet.vms());
        }
        assertThat(deadLetters(Topics.VM_INVENTORY.deadLetterName()))
                .isNotEmpty()
                .allSatisfy(letter -> {
                    assertThat(letter.key()).isEqualTo(STRANGER);
                    assertThat(letter.value()).isEqualTo(MALFORMED);
                    assertThat(letter.headers().lastHeader(DeadLetters.CAUSE)).isNotNull();
                });
    }

    @Test
    void shouldTellAStrangersToolTypeSourceIdAndSubjectOfEachRecord() {
        assumeTrue(Files.isExecutable(KCAT), "kcat is not installed (Debian package kcat)");

        Progress.patiently().untilAsserted(() -> {
            ProgramRun read = ProgramRun.of(
                    Duration.ofSeconds(20),
                    List.of(
                            KCAT.toString(),
                            "-C",
                            "-q",
                            "-e",
                            "-b",
                            platform.bootstrapServers(),
                            "-t",
                            Topics.HOSTS.name(),
                            "-f",
                            "%k %h\\n"));

            assertThat(read.succeeded()).isTrue();
            assertThat(read.output().lines()).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .contains("ce_type=io.slackwater.HostEvent.", "ce_source=/slackwater/vm-inventory", "ce_id=")
                    .contains("ce_subject=" + line.substring(0, line.indexOf(' '))));
        });
    }

    private void write(String topic, String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
            Progress.patiently().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return !letters.isEmpty();
            });
            return letters;
        }
    }
}
