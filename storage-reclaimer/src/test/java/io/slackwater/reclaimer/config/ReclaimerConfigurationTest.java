package io.slackwater.reclaimer.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReclaimerConfigurationTest {

    @Test
    void shouldKeepItsDefaults() {
        ReclaimerConfiguration configuration = new SmallRyeConfigBuilder()
                .withMapping(ReclaimerConfiguration.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .build()
                .getConfigMapping(ReclaimerConfiguration.class);

        assertThat(configuration.bytesPerSecondPerHost()).isEmpty();
        assertThat(configuration.graceTime()).isEqualTo(Duration.ofDays(14));
        assertThat(configuration.dryRun()).isFalse();
        assertThat(configuration.deletesPerMinutePerStore()).isEqualTo(30);
        assertThat(configuration.deletesPerMinute()).isEqualTo(300);
        assertThat(configuration.firstDeletePause()).isEqualTo(Duration.ofDays(1));
        assertThat(configuration.auditPeriod()).isEqualTo(Duration.ofDays(400));
        assertThat(configuration.headroom()).isEqualTo(0.1);
        assertThat(configuration.transfersPerHost()).isEqualTo(2);
        assertThat(configuration.waitingPerHost()).isEqualTo(200);
        assertThat(configuration.surveyPatience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.commandLifetime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(configuration.lookMargin()).isEqualTo(Duration.ofSeconds(60));
        assertThat(configuration.stagingMargin()).isEqualTo(Duration.ofMinutes(30));
        assertThat(configuration.shortestRetry()).isEqualTo(Duration.ofSeconds(15));
        assertThat(configuration.longestRetry()).isEqualTo(Duration.ofMinutes(10));
        assertThat(configuration.tick()).isEqualTo(Duration.ofMillis(250));
        assertThat(configuration.openTimeout()).isEqualTo(Duration.ofSeconds(20));
    }
}
