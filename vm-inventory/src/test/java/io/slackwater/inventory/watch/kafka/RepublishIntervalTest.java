package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepublishIntervalTest {

    @Test
    void shouldRepeatTwiceInTheShortestTimeThatTheBrokersKeepVms(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicProvisioner(client, new ProvisioningPlan(1, 1, (short) 1, Duration.ofDays(10))).provision();
            assertThat(RepublishInterval.of(client)).isEqualTo(Duration.ofDays(5));

            keep(client, Topics.VM_STATES, Duration.ofDays(4).toMillis());
            await().untilAsserted(() -> assertThat(RepublishInterval.of(client)).isEqualTo(Duration.ofDays(2)));

            keep(client, Topics.VM_STATES, -1);
            await().untilAsserted(() -> assertThat(RepublishInterval.of(client)).isEqualTo(Duration.ofDays(5)));

            keep(client, Topics.VM_INVENTORY, -1);
            await().untilAsserted(
                            () -> assertThat(RepublishInterval.of(client)).isGreaterThan(Duration.ofDays(1_000_000)));
        }
    }

    private static void keep(Map<String, Object> client, Topic<?> topic, long millis) throws Exception {
        ConfigEntry retention = new ConfigEntry("retention.ms", Long.toString(millis));
        try (Admin admin = Admin.create(client)) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            List.of(new AlterConfigOp(retention, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
