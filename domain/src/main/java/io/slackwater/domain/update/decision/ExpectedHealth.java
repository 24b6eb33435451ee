package io.slackwater.domain.update.decision;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.EffectivePolicy;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.VerificationRules;
import java.util.Map;
import java.util.Optional;

/**
 * The health check that a start has to pass, by policy.
 *
 * @param kernelRelease what it is to report; empty where nothing is expected
 * @param osRelease by field of os-release: what it is to report
 * @param command what it is to run; empty where nothing
 */
public record ExpectedHealth(
        Optional<String> kernelRelease, Map<String, String> osRelease, Optional<GuestCommand> command) {

    public ExpectedHealth {
        osRelease = Map.copyOf(osRelease);
    }

    /** Returns what a policy asks for of a guest that runs a change. */
    static ExpectedHealth of(DecisionContext context, ChangeInfo change) {
        Optional<VerificationRules> rules = context.policy()
                .map(EffectivePolicy::policy)
                .map(policy -> policy.execution().verification());
        boolean isExpected = rules.map(by -> by.report().kernelRelease()).orElse(true);
        return new ExpectedHealth(
                isExpected ? change.kernelRelease() : Optional.empty(),
                rules.map(by -> by.report().osRelease()).orElse(Map.of()),
                rules.flatMap(VerificationRules::command));
    }
}
