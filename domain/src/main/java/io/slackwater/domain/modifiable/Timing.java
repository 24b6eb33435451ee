package io.slackwater.domain.modifiable;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.execution.VerificationRules;
import io.slackwater.domain.update.Bounds;
import java.time.Duration;

/**
 * The times that decisions go by.
 *
 * @param settleTime how long a VM must have been off
 * @param commandLifetime how long after its receipt a worker may begin a command's effect
 * @param margin how long after the end of its lifetime a command may be issued again
 * @param stayUp how long a VM must stay up after its start
 * @param agentTimeout how long the guest agent has to answer
 * @param pause how long to wait after a grant came back unused, doubled each time
 * @param bounds how often something may go wrong before an update has failed
 */
public record Timing(
        Duration settleTime,
        Duration commandLifetime,
        Duration margin,
        Duration stayUp,
        Duration agentTimeout,
        Duration pause,
        Bounds bounds) {

    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(5);

    /** Returns the same times but for those that a policy says. */
    public Timing by(Policy policy) {
        VerificationRules verification = policy.conduct().verification();
        return new Timing(
                policy.conditions().modifiable().settleTime(),
                commandLifetime,
                margin,
                verification.staysUp(),
                verification.agentWithin(),
                pause,
                bounds);
    }

    /**
     * Returns how long an observation must have stood before an update is ended because of it: events of several topics come in
     * any order.
     */
    public Duration doubt() {
        return settleTime.compareTo(LONGEST_DOUBT) < 0 ? settleTime : LONGEST_DOUBT;
    }

    /** Returns how long an APPLY or ROLL_BACK may be out before it is issued again. */
    public Duration patience() {
        return commandLifetime.plus(margin);
    }

    /** Returns how long a VERIFY may be out before it is issued again. */
    public Duration verifyPatience() {
        return patience().plus(stayUp.compareTo(agentTimeout) < 0 ? agentTimeout : stayUp);
    }
}
