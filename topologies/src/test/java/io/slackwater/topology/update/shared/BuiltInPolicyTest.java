package io.slackwater.topology.update.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.WaveRules;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.update.AttemptLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInPolicyTest {

    @Test
    void shouldAskForWhatTheSettingsSay() {
        Timing timing = new Timing(
                Duration.ofMinutes(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(45),
                Duration.ofSeconds(50),
                Duration.ofSeconds(10),
                new AttemptLimits(5, 3));

        Policy policy = BuiltInPolicy.of(timing, new BudgetLimits(10, 1000, 3));

        assertThat(policy.schedule().modifiable())
                .isEqualTo(new ModifiableRules(
                        UpdateMode.SHUT_OFF, Duration.ofMinutes(2), false, false, Duration.ofSeconds(90)));
        assertThat(policy.schedule().windows()).isEmpty();
        assertThat(policy.execution().verification().staysUp()).isEqualTo(Duration.ofSeconds(45));
        assertThat(policy.rollout().waves()).isEqualTo(WaveRules.AT_ONCE);
        assertThat(policy.rollout().budgets()).isEqualTo(new Budgets(10, 3, Map.of(), 1000));
    }
}
