package io.slackwater.planning.forecast;

import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.policy.execution.ExecutionRules;
import io.slackwater.planning.history.PowerTimeline;
import java.time.Duration;
import java.util.Optional;

/**
 * A VM that takes part in a rollout.
 *
 * @param request what it will ask the allocator
 * @param chances when its policy lets it be updated
 * @param execution how it is restarted and proved
 * @param timeline how it is on and off from the beginning of the run
 * @param appliedIn the wave in which its update was granted already, so that only its proof is missing; empty where it waits
 */
public record Participant(
        LeaseRequest request,
        UpdateOpportunities chances,
        ExecutionRules execution,
        PowerTimeline timeline,
        Optional<Integer> appliedIn) {

    /** Returns how long its host is busy with it. */
    Duration takes(UpdateMethod updateMethod) {
        return switch (updateMethod) {
            case OFF, NEXT_START -> Assumed.APPLY;
            case RESTART -> Assumed.APPLY.plus(execution.restart().longest().dividedBy(2));
        };
    }

    /** Returns how long after its start there is a verdict. */
    Duration provedAfter() {
        return execution.verification().staysUp();
    }
}
