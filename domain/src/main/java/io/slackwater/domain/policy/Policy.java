package io.slackwater.domain.policy;

import io.slackwater.domain.policy.execution.ExecutionRules;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.schedule.ScheduleRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.window.Occurrence;
import io.slackwater.domain.policy.window.WindowId;
import java.time.Duration;

/**
 * What an operator asks of the updates of some VMs.
 *
 * @param id its name and version
 * @param selector which VMs and changes it is for
 * @param schedule when a VM may be updated
 * @param execution how it is restarted and verified
 * @param rollout how fast
 */
public record Policy(
        PolicyVersion id, Selector selector, ScheduleRules schedule, ExecutionRules execution, RolloutRules rollout) {

    /** Returns how long an update takes at most, so that a window that has less left is not begun in. */
    public Duration takesAtMost(UpdateMode mode) {
        Duration apply = schedule.modifiable().applyWithin();
        return mode.mayRestart()
                ? apply.plus(execution.restart().longest())
                        .plus(execution.verification().longest())
                : apply;
    }

    /** Names an occurrence of one of its windows. */
    public WindowId windowId(Occurrence occurrence) {
        return new WindowId(id.name(), occurrence.start());
    }
}
