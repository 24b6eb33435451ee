package io.slackwater.runtime.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicDifference;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose topics somebody else made, or changed. */
class TopicSettingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LONGER_THAN_ASKED = "99999999999999";

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfiguration.local(directory));
        admin = Admin.create(client());
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void provision() {
        provisioner().provision();
    }

    @Test
    void shouldFindNoDifferenceInWhatItProvisioned() {
        assertThat(provisioner().differences()).isEmpty();
        assertThat(startup().partitionsOf(Topics.UPDATES)).isEqualTo(4);
    }

    @Test
    void shouldNameEachDifferenceWithTheCommandThatMendsIt() throws Exception {
        set(Topics.CHANGES.name(), "cleanup.policy", "compact");
        set(Topics.HOSTS.name(), "retention.ms", "604800000");
        set(Topics.UPDATES.name(), "max.message.bytes", "1000");
        set(Topics.VM_INVENTORY.name(), "retention.ms", "1000");
        set(Topics.OUTCOMES.name(), "retention.ms", LONGER_THAN_ASKED);
        set(Topics.COMMANDS.name(), "retention.bytes", "1000000");
        set(Topics.SCHEMAS, "cleanup.policy", "compact,delete");

        List<TopicDifference> differences = awaitDifferences(7);

        assertThat(differences)
                .extracting(TopicDifference::topic, TopicDifference::setting, TopicDifference::losesData)
                .containsExactlyInAnyOrder(
                        tuple(Topics.CHANGES.name(), "cleanup.policy", true),
                        tuple(Topics.HOSTS.name(), "retention.ms", true),
                        tuple(Topics.UPDATES.name(), "max.message.bytes", true),
                        tuple(Topics.VM_INVENTORY.name(), "retention.ms", true),
                        tuple(Topics.OUTCOMES.name(), "retention.ms", false),
                        tuple(Topics.COMMANDS.name(), "retention.bytes", true),
                        tuple(Topics.SCHEMAS, "cleanup.policy", true));
        assertThatThrownBy(() -> startup().partitionsOf(Topics.UPDATES))
                .hasMessageContaining("Topic slackwater.changes: cleanup.policy is compact, needed is delete")
                .hasMessageContaining("Topic slackwater.hosts: retention.ms is 604800000, needed is -1")
                .hasMessageContaining("kafka-configs.sh --bootstrap-server " + broker.bootstrapServers()
                        + " --alter --entity-type topics --entity-name slackwater.hosts --add-config retention.ms=-1");

        differences.stream().filter(TopicDifference::losesData).forEach(TopicSettingsTest::runRemedy);

        assertThat(awaitDifferences(1)).singleElement().satisfies(longer -> assertThat(longer.describe("b:1"))
                .startsWith("Topic slackwater.outcomes: retention.ms is " + LONGER_THAN_ASKED)
                .endsWith("Nothing is lost: leave it"));
        set(
                Topics.OUTCOMES.name(),
                "retention.ms",
                String.valueOf(ProvisioningPlan.SINGLE_NODE.auditPeriod().toMillis()));
        assertThat(awaitDifferences(0)).isEmpty();
        assertThat(startup().partitionsOf(Topics.UPDATES)).isEqualTo(4);
    }

    @Test
    void shouldRefuseTopicsOfOneKeyWithDifferentPartitionCounts() throws Exception {
        admin.deleteTopics(List.of(Topics.UPDATES.name())).all().get();
        createWhenGone(new NewTopic(Topics.UPDATES.name(), 5, (short) 1));

        assertThat(awaitDifferences(2))
                .extracting(TopicDifference::setting, TopicDifference::found, TopicDifference::losesData)
                .containsExactly(tuple("partitions", "5", true), tuple("retention.ms", "604800000", true));
        assertThatThrownBy(() -> startup().partitionsOf(Topics.UPDATES))
                .hasMessageContaining("Topic slackwater.updates: partitions is 5, needed is 4. This loses data.");

        admin.deleteTopics(List.of(Topics.UPDATES.name())).all().get();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> provisioner().provision().contains(Topics.UPDATES.name()));
    }

    @Test
    void shouldTakeAnotherCountThanThePlansWhereAllTopicsOfTheKeyHaveIt() {
        ProvisioningPlan larger = new ProvisioningPlan(8, 4, (short) 1, Duration.ofDays(400));

        assertThat(new TopicProvisioner(client(), larger).differences())
                .isNotEmpty()
                .allSatisfy(difference -> {
                    assertThat(difference.losesData()).isFalse();
                    assertThat(difference.describe("b:1")).contains("partitions is 4, needed is 8");
                });
    }

    /** A broker shows what was altered a moment later. */
    private static List<TopicDifference> awaitDifferences(int count) {
        return await().atMost(PATIENCE)
                .until(() -> provisioner().differences(), differences -> differences.size() == count);
    }

    private static void createWhenGone(NewTopic topic) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> admin.createTopics(List.of(topic)).all().get() == null);
    }

    /** Runs the command as it is told, by Kafka's own program. */
    private static void runRemedy(TopicDifference difference) {
        String told = difference.describe(broker.bootstrapServers());
        String[] words = told.substring(told.indexOf("kafka-configs.sh ")).split(" ", -1);
        kafka.admin.ConfigCommand.main(Arrays.copyOfRange(words, 1, words.length));
    }

    private static void set(String topic, String setting, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static TopicProvisioner provisioner() {
        return new TopicProvisioner(client(), ProvisioningPlan.SINGLE_NODE);
    }

    private static KafkaStartup startup() {
        return new KafkaStartup(client(), Duration.ofSeconds(30));
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
