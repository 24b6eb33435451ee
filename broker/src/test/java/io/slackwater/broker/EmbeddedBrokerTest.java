package io.slackwater.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final String TOPIC = "tides";

    @TempDir
    private Path directory;

    @Test
    void shouldKeepRecordsWhenStartedAgainOnTheSameDirectory() throws Exception {
        // given
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {
            createTopic(first);
            commitInTransaction(first, "slack");
        }

        // when
        try (EmbeddedBroker second = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {
            // then
            commitInTransaction(second, "flood");
            assertThat(readCommitted(second, 2)).containsExactly("slack", "flood");
        }
    }

    @Test
    void shouldNameThePortWhenItIsTaken() throws IOException {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerConfiguration configuration = new BrokerConfiguration(directory, taken.getLocalPort(), "127.0.0.1");

            // when, then
            assertThatThrownBy(() -> EmbeddedBroker.start(configuration))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("Choose another port");
        }
    }

    @Test
    void shouldNameTheDirectoryWhenItIsAFile() throws IOException {
        // given
        Path file = Files.createFile(directory.resolve("file"));

        // when, then
        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfiguration.local(file)))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldRefuseADirectoryThatARunningBrokerHas() {
        // given
        try (EmbeddedBroker running = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {

            // when, then
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfiguration.local(directory)))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(directory + " belongs to a running broker");
            assertThat(running.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void commitInTransaction(EmbeddedBroker broker, String value) throws Exception {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> readCommitted(EmbeddedBroker broker, int count) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> entry : consumer.poll(Duration.ofMillis(200))) {
                    values.add(entry.value());
                }
            }
            return values;
        }
    }
}
