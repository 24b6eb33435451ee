package io.slackwater.ingest.debian;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.ingest.artifact.ArtifactStore;
import io.slackwater.ingest.config.IngestConfiguration;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredDebianSourcesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"http://user:secret@host.example/artifacts", "http://user:secret@host_name/artifacts"})
    void shouldNotPublishThePasswordOfTheAddressOfArtifacts(String address) {
        assertThatThrownBy(() -> sources(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slackwater.ingest.artifact-base-url names a user or a password")
                .hasMessageNotContaining("secret");
    }

    private ConfiguredDebianSources sources(String artifactBaseUrl) throws Exception {
        IngestConfiguration configuration = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(IngestConfiguration.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("slackwater.ingest.artifact-base-url", artifactBaseUrl), "test", 100))
                .build()
                .getConfigMapping(IngestConfiguration.class);
        return new ConfiguredDebianSources(
                configuration,
                new ArtifactStore(directory, 1 << 20),
                new IngestMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }
}
