package io.slackwater.executor.modifiable;

import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.VerificationRules;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.Update;
import java.util.ArrayList;
import java.util.List;

/** What the policy asks for that this version cannot keep: rather nothing happens than what its author did not want. */
final class PolicyBlockers {

    private PolicyBlockers() {}

    static List<Blocker> of(Scene scene, Update update) {
        return scene.policy()
                .map(policy -> unkept(policy).stream()
                        .map(field -> new Blocker(
                                BlockerCode.UNKNOWN,
                                policy.id().name(),
                                update.requiredAt(),
                                "This version cannot keep " + field + " of policy " + policy.id()))
                        .toList())
                .orElse(List.of());
    }

    private static List<String> unkept(Policy policy) {
        VerificationRules verification = policy.conduct().verification();
        List<String> fields = new ArrayList<>();
        if (!policy.conditions().windows().isEmpty()) {
            fields.add("windows");
        }
        if (policy.conditions().modifiable().agentRequired()) {
            fields.add("modifiable.agentRequired");
        }
        if (!verification.report().osRelease().isEmpty()) {
            fields.add("verification.osRelease");
        }
        if (verification.command().isPresent()) {
            fields.add("verification.command");
        }
        return fields;
    }
}
