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

/**
 * What the policy that applies asks of an update now.
 *
 * @param past with the windows that the VM used
 */
public record Terms(Policy policy, InForce inForce, Past past, Instant now) {

    /** Makes the terms of an update. */
    static Terms of(Policy policy, Update update, ChangeFact change, Past past, Instant now) {
        return new Terms(policy, Escalation.at(policy, change.severity(), update.requiredAt(), now), past, now);
    }

    /** Returns how far Slackwater may go. */
    public Mode mode() {
        return inForce.mode();
    }

    /** Whether what is to be done waits for a window. A restart always does, unless it is to be now. */
    boolean needsWindow(boolean restarts) {
        return mode() != Mode.RESTART_NOW
                && (restarts || policy.conditions().modifiable().insideWindow());
    }

    /** Whether a window that opened then is open still, and long enough for an update that is begun now. */
    public boolean isOpen(Instant opened, boolean restarts) {
        Duration takesAtMost = takesAtMost(restarts);
        return calendar().at(now, takesAtMost, occurrence -> !occurrence.start().equals(opened))
                instanceof Opening.Open;
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
