package io.slackwater.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.standalone.demo.model.Events;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

    @TempDir
    private Path directory;

    @Test
    void shouldReadTheLogFromItsStartAndLeaveOutWhatWasNotCommitted() throws Exception {
        // given
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicProvisioner(client, ProvisioningPlan.SINGLE_NODE).provision();
            writeThenAbort(broker.bootstrapServers());
            List<SpecificRecord> seen = new ArrayList<>();

            // when
            try (LogFollower follower = new LogFollower(client)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    follower.poll(Duration.ofMillis(200), seen::add);
                    return seen.size() >= 2;
                });
                follower.poll(Duration.ofSeconds(1), seen::add);
            }

            // then
            assertThat(seen).containsExactlyInAnyOrder(Events.change(), Events.update("vm-1", UpdatePhase.REQUIRED));
        }
    }

    private static void writeThenAbort(String bootstrapServers) throws Exception {
        Map<String, Object> configuration = Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "test");
        TopicSerializer serializer = new TopicSerializer();
        try (KafkaProducer<String, SpecificRecord> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), serializer)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.CHANGES.name(), "debian-12", Events.change()))
                    .get();
            producer.send(new ProducerRecord<>(
                            Topics.UPDATES.name(), "vm-1", Events.update("vm-1", UpdatePhase.REQUIRED)))
                    .get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                            Topics.UPDATES.name(), "vm-1", Events.update("vm-1", UpdatePhase.GRANTED)))
                    .get();
            producer.abortTransaction();
        }
    }
}
