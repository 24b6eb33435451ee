package io.slackwater.executor.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.domain.World;
import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.query.VmView.Coverage;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.VerifiedBy;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.streams.view.StateNotLocalException;
import io.slackwater.topology.update.ExecutorTopology;
import io.slackwater.topology.update.shared.BuiltInPolicy;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.vm.DependencyKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on a real broker share the VMs: what one knows and the other does not, only they tell. */
class TwoInstancesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PARTITIONS = ProvisioningPlan.SINGLE_NODE.vmPartitions();
    private static final Policy BUILT_IN = BuiltInPolicy.of(World.TIMING, new BudgetLimits(10, 100, 4));
    private static final List<String> VMS =
            IntStream.range(0, 20).mapToObj(index -> "vm-" + index).toList();

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private final List<KafkaStreams> instances = new ArrayList<>();

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfiguration.local(directory.resolve("broker")));
        new TopicProvisioner(client(), ProvisioningPlan.SINGLE_NODE).provision();
    }

    @AfterEach
    void stop() {
        instances.forEach(KafkaStreams::close);
        broker.close();
    }

    @Test
    void shouldFindEachVmOnTheInstanceThatKeepsItAndSayOnTheOtherThatItDoesNot() throws Exception {
        // given
        VmView one = instance("one");
        VmView other = instance("other");
        for (String vmId : VMS) {
            require(vmId);
        }

        await().atMost(PATIENCE)
                .until(() -> instances.stream().allMatch(streams -> streams.state() == KafkaStreams.State.RUNNING));

        // when both have some of the VMs
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(seen(one)).isNotEmpty();
            assertThat(seen(other)).isNotEmpty();
            assertThat(seen(one).size() + seen(other).size()).isEqualTo(VMS.size());
        });

        // then each tells of its own
        List<String> ofOne = seen(one);
        assertThat(seen(other)).doesNotContainAnyElementsOf(ofOne);
        for (String vmId : VMS) {
            VmView keeper = ofOne.contains(vmId) ? one : other;
            VmView stranger = ofOne.contains(vmId) ? other : one;
            assertThat(keeper.find(vmId)).hasValueSatisfying(known -> {
                assertThat(known.vm().updates()).hasSize(1);
                assertThat(known.catalogue().policies()).isEmpty();
            });
            assertThatThrownBy(() -> stranger.find(vmId))
                    .isInstanceOf(StateNotLocalException.class)
                    .hasMessageContaining("does not keep VM " + vmId);
        }
        Coverage half = one.look(DependencyKeys.policies(), 1_000, vm -> {});
        assertThat(half.isWhole()).isFalse();
        assertThat(half.partitionsHere()
                        + other.look(DependencyKeys.policies(), 1_000, vm -> {}).partitionsHere())
                .isEqualTo(PARTITIONS);
        assertThat(one.look(DependencyKeys.policies(), ofOne.size(), vm -> {}).reachedTheBound())
                .isFalse();
        assertThat(one.look(DependencyKeys.policies(), ofOne.size() - 1, vm -> {})
                        .reachedTheBound())
                .isTrue();
    }

    @Test
    void shouldSayThatWhatItKnowsIsOldWhileItReadsTheLog() {
        instances.add(new KafkaStreams(topology(), configuration("reading")));
        VmView reading = view(instances.get(0), () -> false);

        assertThatThrownBy(() -> reading.find("vm-1")).hasMessageContaining("still reads the log");
        assertThatThrownBy(() -> reading.look(DependencyKeys.policies(), 1, vm -> {}))
                .hasMessageContaining("still reads the log");
    }

    @Test
    void shouldSayThatItIsNotReady() {
        instances.add(new KafkaStreams(topology(), configuration("stopped")));
        VmView stopped = view(instances.get(0), Horizon.REACHED);

        assertThatThrownBy(() -> stopped.find("vm-1"))
                .isInstanceOf(StateNotLocalException.class)
                .hasMessageContaining("This instance is not ready: its state is CREATED");
        instances.get(0).close();
        assertThatThrownBy(() -> stopped.look(DependencyKeys.policies(), 1, vm -> {}))
                .isInstanceOf(StateNotLocalException.class)
                .hasMessageContaining("This instance is not ready: its state is NOT_RUNNING");
    }

    private static List<String> seen(VmView view) {
        List<String> seen = new ArrayList<>();
        view.look(DependencyKeys.policies(), 1_000, (Vm vm) -> seen.add(vm.id()));
        return seen;
    }

    private VmView instance(String name) {
        KafkaStreams streams = new KafkaStreams(topology(), configuration(name));
        instances.add(streams);
        streams.start();
        return view(streams, Horizon.REACHED);
    }

    private static VmView view(KafkaStreams streams, Horizon horizon) {
        return new VmView(new LocalStores(streams, horizon), new VmPartitions(PARTITIONS), BUILT_IN);
    }

    private static Topology topology() {
        ExecutorSettings settings = new ExecutorSettings(
                World.TIMING,
                new BudgetLimits(10, 100, 4),
                new LeaseTimes(Duration.ofMinutes(1), Duration.ofMinutes(30)),
                Duration.ofDays(400),
                BUILT_IN);
        return ExecutorTopology.build(
                new AvroSerdes(new SchemaStore.Cache()), PARTITIONS, settings, DecisionListener.NONE, Horizon.REACHED);
    }

    private Properties configuration(String instance) {
        Properties configuration = new Properties();
        configuration.putAll(client());
        configuration.put(StreamsConfig.APPLICATION_ID_CONFIG, "two-instances");
        configuration.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.resolve(instance).toString());
        configuration.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        return configuration;
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private void require(String vmId) throws InterruptedException, ExecutionException {
        UpdateEvent required = UpdateEvent.newBuilder()
                .setVerifiedBy(VerifiedBy.UNKNOWN)
                .setUpdateId("update-of-" + vmId)
                .setChangeId("change-1")
                .setVmId(vmId)
                .setHostId("host-1")
                .setEpisode("episode")
                .setPhase(UpdatePhase.REQUIRED)
                .setOpens(true)
                .setState(UpdateState.WAITING)
                .setReplacements(List.of(Replacement.newBuilder()
                        .setSlot("kernel")
                        .setPortion("debian-12/kernel")
                        .setKind(PortionKind.KERNEL)
                        .setFromVersion("6.1")
                        .setFrom(new VolumeRef("host-1/default", "kernel-6.1", "/pool/kernel-6.1"))
                        .setToVersion("6.2")
                        .build()))
                .setOccurredAt(Instant.now())
                .build();
        byte[] value = new AvroCodec<>(UpdateEvent.class).encode(required);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.UPDATES.name(), vmId, value))
                    .get();
        }
    }
}
