package io.slackwater.planning.play;

import io.slackwater.executor.budget.Request;
import io.slackwater.executor.policy.Conduct;
import io.slackwater.planning.history.Life;
import java.time.Duration;
import java.util.Optional;

/**
 * A VM that takes part in a rollout.
 *
 * @param request what it will ask the allocator
 * @param chances when its policy lets it be updated
 * @param conduct how it is restarted and proved
 * @param life how it is on and off from the beginning of the play
 * @param appliedIn the wave in which its update was granted already, so that only its proof is missing; empty where it waits
 */
public record Participant(Request request, Chances chances, Conduct conduct, Life life, Optional<Integer> appliedIn) {

    /** Returns how long its host is busy with it. */
    Duration takes(Manner manner) {
        return switch (manner) {
            case OFF, NEXT_START -> Assumed.APPLY;
            case RESTART -> Assumed.APPLY.plus(conduct.restart().longest().dividedBy(2));
        };
    }

    /** Returns how long after its start there is a verdict. */
    Duration provedAfter() {
        return conduct.verification().staysUp();
    }
}
