package io.slackwater.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators rely on the defaults: a change of one is a change of behaviour. */
class IngestConfigurationTest {

    @Test
    void shouldKeepItsDefaults() {
        IngestConfiguration configuration = read(Map.of());

        assertThat(configuration.dataDirectory()).isEqualTo(Path.of("data"));
        assertThat(configuration.artifactBaseUrl()).isEqualTo(URI.create("http://127.0.0.1:8080/artifacts"));
        assertThat(configuration.maxArtifactSize().asLongValue()).isEqualTo(64L << 30);
        assertThat(configuration.fileDirectories()).isEmpty();
        assertThat(configuration.patience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.debian()).isEmpty();
    }

    @Test
    void shouldKeepTheDefaultsOfASource() {
        String prefix = "slackwater.ingest.debian.d.";
        IngestConfiguration.DebianSource source = read(Map.of(
                        prefix + "operating-system", "debian-12",
                        prefix + "repositories.main.uri", "http://archive.example/debian",
                        prefix + "repositories.main.suites", "bookworm,bookworm-updates",
                        prefix + "portions.kernel.package-pattern", "linux-image-.*"))
                .debian()
                .get("d");

        assertThat(source.machineApt()).isFalse();
        assertThat(source.architecture()).isEqualTo("amd64");
        assertThat(source.pollInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(source.severity()).isEqualTo(Severity.UNKNOWN);
        IngestConfiguration.Repository repository = source.repositories().get("main");
        assertThat(repository.suites()).containsExactly("bookworm", "bookworm-updates");
        assertThat(repository.components()).containsExactly("main");
        assertThat(repository.keyrings()).containsExactly(Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"));
        assertThat(repository.checkValidUntil()).isTrue();
        IngestConfiguration.Portion portion = source.portions().get("kernel");
        assertThat(portion.kind()).isEqualTo(PortionKind.KERNEL);
        assertThat(portion.member()).isEqualTo("boot/vmlinuz-*");
        assertThat(portion.versionFrom()).isEqualTo(IngestConfiguration.VersionFrom.MEMBER);
    }

    private static IngestConfiguration read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(IngestConfiguration.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(IngestConfiguration.class);
    }
}
