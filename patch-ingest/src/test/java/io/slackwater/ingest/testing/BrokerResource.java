package io.slackwater.ingest.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.runtime.provision.ProvisioningPlan;
import io.slackwater.runtime.provision.TopicProvisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real broker with the catalogue's topics, and directories of its own for the service. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("patch-ingest-test");
            EmbeddedBroker started = EmbeddedBroker.start(BrokerConfiguration.local(directory.resolve("broker")));
            broker = started;
            new TopicProvisioner(Map.of("bootstrap.servers", started.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                    .provision();
            Path allowed = Files.createDirectories(directory.resolve("allowed"));
            return Map.of(
                    "kafka.bootstrap.servers", started.bootstrapServers(),
                    "kafka-streams.state.dir", directory.resolve("streams").toString(),
                    "slackwater.ingest.data-directory",
                            directory.resolve("data").toString(),
                    "slackwater.ingest.file-directories", allowed.toString(),
                    "slackwater.ingest.max-artifact-size", "1M",
                    "slackwater.ingest.patience", "2s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
