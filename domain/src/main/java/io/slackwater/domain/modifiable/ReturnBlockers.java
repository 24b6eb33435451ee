package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.update.Update;
import java.util.Optional;

/** Blocks the return from a withdrawn change where the policy forbids it. */
final class ReturnBlockers {

    private ReturnBlockers() {}

    static Optional<Blocker> of(DecisionContext context, Update update) {
        return update.returnsFrom()
                .filter(withdrawn -> onWithdrawal(context) == OnWithdrawal.STAY)
                .map(withdrawn -> new Blocker(
                        BlockerCode.RETURN_NOT_ALLOWED,
                        policy(context),
                        update.requiredAt(),
                        detail(withdrawn, context)));
    }

    private static OnWithdrawal onWithdrawal(DecisionContext context) {
        return context.policy()
                .map(effectivePolicy -> effectivePolicy.policy().rollout().onWithdrawal())
                .orElse(OnWithdrawal.STAY);
    }

    private static String policy(DecisionContext context) {
        return context.policy()
                .map(effectivePolicy -> effectivePolicy.policy().id().name())
                .orElse(PolicyVersion.BUILT_IN_NAME);
    }

    private static String detail(String withdrawn, DecisionContext context) {
        return "It has " + withdrawn + ", which was withdrawn, and keeps it: rollout.onWithdrawal of policy "
                + policy(context) + " is stay";
    }
}
