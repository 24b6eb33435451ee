package io.slackwater.domain.modifiable;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.execution.VerificationRules;
import io.slackwater.domain.update.AttemptLimits;
import java.time.Duration;

/**
 * The durations that decisions about updates use.
 *
 * @param settleTime how long a VM must have been off
 * @param commandLifetime how long after its receipt a worker may begin a command's effect
 * @param margin how long after the end of its lifetime a command may be issued again
 * @param stayUp how long a VM must stay up after its start
 * @param agentTimeout how long the guest agent has to answer
 * @param backoff how long to wait after a grant came back unused, doubled each time
 * @param attemptLimits how often something may go wrong before an update has failed
 */
public record Timing(
        Duration settleTime,
        Duration commandLifetime,
        Duration margin,
        Duration stayUp,
        Duration agentTimeout,
        Duration backoff,
        AttemptLimits attemptLimits) {

    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(5);

    /** Returns the same times but for those that a policy says. */
    public Timing by(Policy policy) {
        VerificationRules verification = policy.execution().verification();
        return new Timing(
                policy.schedule().modifiable().settleTime(),
                commandLifetime,
                margin,
                verification.staysUp(),
                verification.agentWithin(),
                backoff,
                attemptLimits);
    }

    /**
     * Returns how long an observation must have stood before an update is ended because of it: events of several topics come in
     * any order.
     */
    public Duration reorderingAllowance() {
        return settleTime.compareTo(LONGEST_DOUBT) < 0 ? settleTime : LONGEST_DOUBT;
    }

    /** Returns how long an APPLY or ROLL_BACK may be out before it is issued again. */
    public Duration commandTimeout() {
        return commandLifetime.plus(margin);
    }

    /** Returns how long a VERIFY may be out before it is issued again. */
    public Duration verifyTimeout() {
        return commandTimeout().plus(stayUp.compareTo(agentTimeout) < 0 ? agentTimeout : stayUp);
    }
}
