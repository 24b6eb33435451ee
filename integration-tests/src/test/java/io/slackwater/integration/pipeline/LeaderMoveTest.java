package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.services.RunningServices;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.process.Health;
import io.slackwater.standalone.services.Service;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout on three brokers, while the leader of each partition moves from one to the next. */
class LeaderMoveTest {

    private static final int BROKERS = 3;
    private static final int VMS_OF_EACH = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ProvisioningPlan PLAN = new ProvisioningPlan(4, 4, (short) BROKERS, Duration.ofDays(400));

    @TempDir
    private Path directory;

    @Test
    @SuppressWarnings("try") // the close of the cluster may be interrupted
    void shouldVerifyEachVmOnceThoughEachLeaderMoves() throws Exception {
        try (KafkaClusterTestKit cluster = cluster();
                KernelFleet fleet = new KernelFleet(BROKERS * VMS_OF_EACH)) {
            cluster.format();
            cluster.startup();
            cluster.waitForReadyBrokers();
            new TopicProvisioner(Map.of("bootstrap.servers", cluster.bootstrapServers()), PLAN).provision();
            try (RunningServices services =
                            RunningServices.start(directory, cluster.bootstrapServers(), fleet.serviceProperties());
                    Admin admin = Admin.create(cluster.clientProperties());
                    EventLog log = new EventLog(cluster.bootstrapServers())) {
                // given a rollout that waits for its VMs
                Progress progress = new Progress(log);
                new ChangeOffer(services.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
                progress.awaitPhase(UpdatePhase.REQUIRED, fleet.vms());

                // when each partition's leader moves while VMs are shut down
                for (int round = 0; round < BROKERS; round++) {
                    List<String> vms = fleet.vms().subList(round * VMS_OF_EACH, (round + 1) * VMS_OF_EACH);
                    fleet.shutDown(vms);
                    moveLeaders(admin);
                    progress.awaitPhase(UpdatePhase.APPLIED, vms);
                    fleet.start(vms);
                }

                // then each VM is verified once, the old volume is gone, and every service is healthy
                progress.awaitPhase(UpdatePhase.VERIFIED, fleet.vms());
                assertThat(log.of(UpdateEvent.class))
                        .filteredOn(update -> update.getPhase() == UpdatePhase.VERIFIED)
                        .extracting(UpdateEvent::getVmId)
                        .containsExactlyInAnyOrderElementsOf(fleet.vms());
                progress.awaitReclaimed(KernelFleet.STORE, KernelFleet.OLD_VOLUME);
                for (Service service : Service.values()) {
                    await().atMost(PATIENCE).until(() -> services.health(service) instanceof Health.Up);
                }
            }
        }
    }

    private static KafkaClusterTestKit cluster() throws Exception {
        TestKitNodes nodes = new TestKitNodes.Builder()
                .setNumControllerNodes(1)
                .setNumBrokerNodes(BROKERS)
                .build();
        return new KafkaClusterTestKit.Builder(nodes)
                .setConfigProp("offsets.topic.num.partitions", "4")
                .setConfigProp("offsets.topic.replication.factor", String.valueOf(BROKERS))
                .setConfigProp("transaction.state.log.num.partitions", "4")
                .setConfigProp("transaction.state.log.replication.factor", String.valueOf(BROKERS))
                .setConfigProp("min.insync.replicas", "2")
                .setConfigProp("transaction.state.log.min.isr", "2")
                .build();
    }

    /** Makes the second replica of each partition the first one, and the leader. */
    private static void moveLeaders(Admin admin) throws Exception {
        Map<TopicPartition, Integer> next = new HashMap<>();
        Map<TopicPartition, Optional<NewPartitionReassignment>> orders = new HashMap<>();
        for (TopicDescription topic : topics(admin)) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                List<Integer> order = new ArrayList<>(
                        partition.replicas().stream().map(Node::id).toList());
                Collections.rotate(order, -1);
                TopicPartition id = new TopicPartition(topic.name(), partition.partition());
                next.put(id, order.get(0));
                orders.put(id, Optional.of(new NewPartitionReassignment(order)));
            }
        }
        admin.alterPartitionReassignments(orders).all().get();
        await().atMost(PATIENCE).untilAsserted(() -> {
            admin.electLeaders(ElectionType.PREFERRED, next.keySet())
                    .partitions()
                    .get();
            assertThat(leaders(admin)).containsAllEntriesOf(next);
        });
    }

    private static Map<TopicPartition, Integer> leaders(Admin admin) throws Exception {
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (TopicDescription topic : topics(admin)) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                leaders.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        partition.leader().id());
            }
        }
        return leaders;
    }

    private static List<TopicDescription> topics(Admin admin) throws Exception {
        return List.copyOf(admin.describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names()
                        .get())
                .allTopicNames()
                .get()
                .values());
    }
}
