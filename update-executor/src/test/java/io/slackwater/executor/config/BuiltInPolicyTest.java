package io.slackwater.executor.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.slackwater.executor.policy.Budgets;
import io.slackwater.executor.policy.Mode;
import io.slackwater.executor.policy.ModifiableRules;
import io.slackwater.executor.policy.Pace;
import io.slackwater.executor.policy.Policy;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInPolicyTest {

    @Test
    void shouldAskForWhatTheSettingsSay() {
        ExecutorConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("slackwater.executor.settle-time", "2m")
                .withDefaultValue("slackwater.executor.stay-up", "45s")
                .withDefaultValue("slackwater.executor.per-host", "3")
                .withMapping(ExecutorConfig.class)
                .build()
                .getConfigMapping(ExecutorConfig.class);

        Policy policy = BuiltInPolicy.of(config);

        assertThat(policy.conditions().modifiable())
                .isEqualTo(new ModifiableRules(
                        Mode.SHUT_OFF, Duration.ofMinutes(2), false, false, Duration.ofSeconds(90)));
        assertThat(policy.conditions().windows()).isEmpty();
        assertThat(policy.conduct().verification().staysUp()).isEqualTo(Duration.ofSeconds(45));
        assertThat(policy.rollout().pace()).isEqualTo(Pace.AT_ONCE);
        assertThat(policy.rollout().budgets()).isEqualTo(new Budgets(10, 3, Map.of(), 1000));
    }
}
