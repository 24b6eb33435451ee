package io.slackwater.executor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.serde.OtherVersion;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.update.ExecutorTopology;
import io.slackwater.topology.update.TopologyHarness;
import io.slackwater.topology.update.Wires;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new instance takes over from one of another version of the service, or from none. */
class UpgradeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String APPLICATION = "upgraded";
    private static final String CHANGE_LOG = APPLICATION + "-" + ExecutorStateStores.VMS + "-changelog";
    private static final String VM = "vm-1";

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private LogClient log;
    private LogSchemaStore schemas;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfiguration.local(directory.resolve("broker")));
        new TopicProvisioner(client(), ProvisioningPlan.SINGLE_NODE).provision();
        log = new LogClient(broker.bootstrapServers());
        schemas = new LogSchemaStore(client(), Duration.ofSeconds(10));
    }

    @AfterEach
    void stopBroker() {
        schemas.close();
        log.close();
        broker.close();
    }

    static Stream<OtherVersion> versions() {
        return Stream.of(
                OtherVersion.before(StoredVm.class, "StoredVm", "usedWindows"),
                OtherVersion.before(StoredVm.class, "StoredUpdate", "returnsFrom"),
                OtherVersion.after(StoredVm.class));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldGoOnWithAnUpdateThatAnotherVersionStored(OtherVersion version) throws Exception {
        // given
        storeAnUpdate();
        version.publish(client());
        for (ConsumerRecord<String, byte[]> row : rows()) {
            log.writeBytes(CHANGE_LOG, row.key(), version.write(row.value()));
        }

        // then the VM's update, which stands in no record that is read again, goes on
        successorEndsTheUpdate();
    }

    @Test
    void shouldKnowAgainWhatTheLogSaysOnceInternalTopicsAndPositionsAreDeleted() throws Exception {
        // given
        storeAnUpdate();

        // when
        try (Admin admin = Admin.create(client())) {
            List<String> internal = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(APPLICATION + "-"))
                    .toList();
            assertThat(internal).contains(CHANGE_LOG);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                admin.deleteConsumerGroups(List.of(APPLICATION)).all().get();
                return true;
            });
            admin.deleteTopics(internal).all().get();
        }

        // then
        successorEndsTheUpdate();
    }

    private void storeAnUpdate() {
        try (KafkaStreams streams = instance("replaced")) {
            streams.start();
            log.write(Topics.UPDATES, VM, Wires.required(VM));
            await().atMost(PATIENCE).until(() -> !rows().isEmpty());
        }
    }

    private void successorEndsTheUpdate() {
        try (KafkaStreams streams = instance("its-successor")) {
            streams.start();
            log.write(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.WITHDRAWN));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.read(Topics.UPDATES))
                    .filteredOn(event -> event.getPhase() == UpdatePhase.WITHDRAWN)
                    .extracting(UpdateEvent::getUpdateId)
                    .containsExactly(Wires.required(VM).getUpdateId()));
        }
    }

    private List<ConsumerRecord<String, byte[]>> rows() {
        return log.readBytes(CHANGE_LOG);
    }

    /** Returns an instance that has none of the files of others. */
    private KafkaStreams instance(String name) {
        Properties configuration = new Properties();
        configuration.putAll(client());
        configuration.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        configuration.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.resolve(name).toString());
        // A member that stops says nothing to its group: the other waits until it is missed.
        configuration.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        configuration.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        Topology topology = ExecutorTopology.build(
                new AvroSerdes(schemas),
                ProvisioningPlan.SINGLE_NODE.vmPartitions(),
                TopologyHarness.settings(TopologyHarness.LIMITS),
                DecisionListener.NONE,
                Horizon.REACHED);
        return new KafkaStreams(topology, configuration);
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
