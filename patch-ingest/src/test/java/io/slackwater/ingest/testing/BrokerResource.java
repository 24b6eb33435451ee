package io.slackwater.ingest.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.testing.TestArchive;
import io.slackwater.debian.testing.TestDeb;
import io.slackwater.debian.testing.TestKey;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
            Map<String, String> settings = new HashMap<>(sources(directory.resolve("archive")));
            settings.putAll(Map.of(
                    "kafka.bootstrap.servers", started.bootstrapServers(),
                    "kafka-streams.state.dir", directory.resolve("streams").toString(),
                    "slackwater.ingest.data-directory",
                            directory.resolve("data").toString(),
                    "slackwater.ingest.file-directories", allowed.toString(),
                    "slackwater.ingest.max-artifact-size", "1M",
                    "slackwater.ingest.patience", "2s"));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One source that can be read, and one whose archive is not there. */
    private static Map<String, String> sources(Path archive) throws IOException {
        byte[] deb =
                new TestDeb().file("./boot/vmlinuz-6.1.0-1", "archived kernel").bytes(Compression.XZ);
        new TestArchive(Files.createDirectories(archive), "stable", new TestKey())
                .offer("linux-image-6.1.0-1", "6.1.1-1", deb)
                .publish(Compression.XZ);
        Map<String, String> settings = new HashMap<>();
        for (String source : List.of("good", "broken")) {
            String prefix = "slackwater.ingest.debian." + source + ".";
            settings.put(prefix + "operating-system", source + "-os");
            settings.put(prefix + "poll-interval", "1s");
            settings.put(prefix + "portions.kernel.package-pattern", "linux-image-[0-9.]+-[0-9]+");
            settings.put(prefix + "repositories.main.uri", archive.toUri().toString());
            settings.put(prefix + "repositories.main.suites", source.equals("good") ? "stable" : "absent");
            settings.put(
                    prefix + "repositories.main.keyrings",
                    archive.resolve("keyring-stable.gpg").toString());
        }
        return settings;
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
