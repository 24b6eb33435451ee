package io.slackwater.domain.update.decision;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.EffectivePolicy;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.VerificationRules;
import java.util.Map;
import java.util.Optional;

/**
 * By what a guest shows that it is well.
 *
 * @param kernelRelease what it is to report; empty where nothing is expected
 * @param osRelease by field of os-release: what it is to report
 * @param command what it is to run; empty where nothing
 */
public record Health(Optional<String> kernelRelease, Map<String, String> osRelease, Optional<GuestCommand> command) {

    public Health {
        osRelease = Map.copyOf(osRelease);
    }

    /** Returns what a policy asks for of a guest that runs a change. */
    static Health of(DecisionContext context, ChangeInfo change) {
        Optional<VerificationRules> rules = context.terms()
                .map(EffectivePolicy::policy)
                .map(policy -> policy.conduct().verification());
        boolean isExpected = rules.map(by -> by.report().kernelRelease()).orElse(true);
        return new Health(
                isExpected ? change.kernelRelease() : Optional.empty(),
                rules.map(by -> by.report().osRelease()).orElse(Map.of()),
                rules.flatMap(VerificationRules::command));
    }
}
