package io.slackwater.planning.forecast;

import io.slackwater.domain.budget.Request;
import io.slackwater.domain.policy.execution.ExecutionRules;
import io.slackwater.planning.history.PowerTimeline;
import java.time.Duration;
import java.util.Optional;

/**
 * A VM that takes part in a rollout.
 *
 * @param request what it will ask the allocator
 * @param chances when its policy lets it be updated
 * @param conduct how it is restarted and proved
 * @param life how it is on and off from the beginning of the run
 * @param appliedIn the wave in which its update was granted already, so that only its proof is missing; empty where it waits
 */
public record Participant(
        Request request,
        UpdateOpportunities chances,
        ExecutionRules conduct,
        PowerTimeline life,
        Optional<Integer> appliedIn) {

    /** Returns how long its host is busy with it. */
    Duration takes(UpdateMethod updateMethod) {
        return switch (updateMethod) {
            case OFF, NEXT_START -> Assumed.APPLY;
            case RESTART -> Assumed.APPLY.plus(conduct.restart().longest().dividedBy(2));
        };
    }

    /** Returns how long after its start there is a verdict. */
    Duration provedAfter() {
        return conduct.verification().staysUp();
    }
}
