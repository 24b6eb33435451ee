package io.slackwater.executor.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecutorConfigTest {

    @Test
    void shouldHaveTheDefaultsThatTheArchitecturePageNames() {
        ExecutorConfiguration config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ExecutorConfiguration.class)
                .build()
                .getConfigMapping(ExecutorConfiguration.class);

        assertThat(config.settleTime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.maxInFlight()).isEqualTo(10);
        assertThat(config.maxAwaitingStart()).isEqualTo(1000);
        assertThat(config.perHost()).isEqualTo(4);
        assertThat(config.hostQueueCapacity()).isEqualTo(256);
        assertThat(config.commandLifetime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.commandMargin()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.stayUp()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.agentTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.refusalsUntilFailed()).isEqualTo(5);
        assertThat(config.stopsUntilFailed()).isEqualTo(3);
        assertThat(config.leaseTime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.policyDirectory()).isEmpty();
    }
}
