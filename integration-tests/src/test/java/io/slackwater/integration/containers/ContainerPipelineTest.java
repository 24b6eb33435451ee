package io.slackwater.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.runtime.provision.ProvisioningPlan;
import io.slackwater.runtime.provision.TopicProvisioner;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.kafka.KafkaContainer;

@NeedsContainerEngine
class ContainerPipelineTest {

    private static final String IMAGE = "apache/kafka:4.1.1";

    private static final KafkaContainer kafka = new KafkaContainer(IMAGE);

    @BeforeAll
    static void startBroker() {
        kafka.start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.stop();
    }

    @Test
    void shouldProvisionTheCatalogueOnce() {
        Map<String, Object> client = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.getBootstrapServers());
        TopicProvisioner provisioner = new TopicProvisioner(client, ProvisioningPlan.SINGLE_NODE);

        List<String> created = provisioner.provision();
        List<String> createdAgain = provisioner.provision();

        assertThat(created).contains(Topics.SCHEMAS).containsAll(names());
        assertThat(createdAgain).isEmpty();
    }

    private static List<String> names() {
        return Topics.all().stream().<String>map(Topic::name).toList();
    }
}
