package io.slackwater.domain.modifiable;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.deadline.EffectiveMode;
import io.slackwater.domain.policy.deadline.Escalation;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.window.WindowCalendar;
import io.slackwater.domain.policy.window.WindowState;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.UpdateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the policy that applies asks of an update now.
 *
 * @param withdrawn whether the change was withdrawn: nothing is restarted for it any more
 * @param history with the windows that the VM used
 */
public record EffectivePolicy(
        Policy policy, EffectiveMode inForce, boolean withdrawn, UpdateHistory history, Instant now) {

    /** Returns what a policy asks of an update. */
    static EffectivePolicy of(Policy policy, Update update, ChangeInfo change, UpdateHistory history, Instant now) {
        EffectiveMode effectiveMode = Escalation.at(policy, change.severity(), update.requiredAt(), now);
        return new EffectivePolicy(policy, effectiveMode, change.withdrawn(), history, now);
    }

    /** Returns how far Slackwater may go. */
    public UpdateMode mode() {
        return withdrawn && inForce.mode().mayRestart() ? UpdateMode.NEXT_START : inForce.mode();
    }

    /** Whether what is to be done waits for a window. A restart always does, unless it is to be now. */
    boolean needsWindow(boolean restarts) {
        return mode() != UpdateMode.RESTART_NOW
                && (restarts || policy.schedule().modifiable().insideWindow());
    }

    /**
     * Returns until when an update may be begun that goes in a window, so that it ends inside; empty where that window is over, or the
     * policy does not have it any more.
     */
    public Optional<Instant> beginBy(Instant opened, boolean restarts) {
        Duration after =
                takesAtMost(restarts).minus(policy.schedule().modifiable().applyWithin());
        WindowState windowState = calendar()
                .at(now, Duration.ZERO, occurrence -> !occurrence.start().equals(opened));
        return windowState instanceof WindowState.Open open
                ? Optional.of(open.occurrence().end().minus(after))
                : Optional.empty();
    }

    /** Says what the windows allow to an update that restarts its VM, or that does not. */
    WindowState opening(boolean restarts) {
        return calendar().at(now, takesAtMost(restarts), occurrence -> history.usedWindows()
                .contains(policy.windowId(occurrence)));
    }

    private WindowCalendar calendar() {
        return new WindowCalendar(policy.schedule().windows());
    }

    private Duration takesAtMost(boolean restarts) {
        return policy.takesAtMost(restarts ? mode() : UpdateMode.SHUT_OFF);
    }
}
