package io.slackwater.executor.modifiable;

import io.slackwater.executor.policy.Mode;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.deadline.Escalation;
import io.slackwater.executor.policy.deadline.InForce;
import io.slackwater.executor.policy.window.Calendar;
import io.slackwater.executor.policy.window.Opening;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the policy that applies asks of an update now.
 *
 * @param withdrawn whether the change was recalled: nothing is restarted for it any more
 * @param past with the windows that the VM used
 */
public record Terms(Policy policy, InForce inForce, boolean withdrawn, Past past, Instant now) {

    /** Makes the terms of an update. */
    static Terms of(Policy policy, Update update, ChangeFact change, Past past, Instant now) {
        InForce inForce = Escalation.at(policy, change.severity(), update.requiredAt(), now);
        return new Terms(policy, inForce, change.withdrawn(), past, now);
    }

    /** Returns how far Slackwater may go. */
    public Mode mode() {
        return withdrawn && inForce.mode().mayRestart() ? Mode.NEXT_START : inForce.mode();
    }

    /** Whether what is to be done waits for a window. A restart always does, unless it is to be now. */
    boolean needsWindow(boolean restarts) {
        return mode() != Mode.RESTART_NOW
                && (restarts || policy.conditions().modifiable().insideWindow());
    }

    /**
     * Returns until when an update may be begun that goes in a window, so that it ends inside; empty where that window is over, or the
     * policy does not have it any more.
     */
    public Optional<Instant> beginBy(Instant opened, boolean restarts) {
        Duration after =
                takesAtMost(restarts).minus(policy.conditions().modifiable().applyWithin());
        Opening opening = calendar()
                .at(now, Duration.ZERO, occurrence -> !occurrence.start().equals(opened));
        return opening instanceof Opening.Open open
                ? Optional.of(open.occurrence().end().minus(after))
                : Optional.empty();
    }

    /** Says what the windows allow to an update that restarts its VM, or that does not. */
    Opening opening(boolean restarts) {
        return calendar()
                .at(now, takesAtMost(restarts), occurrence -> past.usedWindows().contains(policy.windowId(occurrence)));
    }

    private Calendar calendar() {
        return new Calendar(policy.conditions().windows());
    }

    private Duration takesAtMost(boolean restarts) {
        return policy.takesAtMost(restarts ? mode() : Mode.SHUT_OFF);
    }
}
