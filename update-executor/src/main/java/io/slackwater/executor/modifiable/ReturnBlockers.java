package io.slackwater.executor.modifiable;

import io.slackwater.executor.policy.OnWithdrawal;
import io.slackwater.executor.policy.PolicyVersion;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.Update;
import java.util.Optional;

/** What the policy has against a return from a withdrawn change. */
final class ReturnBlockers {

    private ReturnBlockers() {}

    static Optional<Blocker> of(Scene scene, Update update) {
        return update.returnsFrom()
                .filter(withdrawn -> onWithdrawal(scene) == OnWithdrawal.STAY)
                .map(withdrawn -> new Blocker(
                        BlockerCode.RETURN_NOT_ALLOWED, policy(scene), update.requiredAt(), detail(withdrawn, scene)));
    }

    private static OnWithdrawal onWithdrawal(Scene scene) {
        return scene.terms()
                .map(terms -> terms.policy().rollout().onWithdrawal())
                .orElse(OnWithdrawal.STAY);
    }

    private static String policy(Scene scene) {
        return scene.terms().map(terms -> terms.policy().id().name()).orElse(PolicyVersion.BUILT_IN_NAME);
    }

    private static String detail(String withdrawn, Scene scene) {
        return "It has " + withdrawn + ", which was withdrawn, and keeps it: rollout.onWithdrawal of policy "
                + policy(scene) + " is stay";
    }
}
