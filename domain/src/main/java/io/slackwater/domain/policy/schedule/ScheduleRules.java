package io.slackwater.domain.policy.schedule;

import io.slackwater.domain.policy.window.Window;
import java.util.List;

/**
 * When a VM may be updated.
 *
 * @param windows empty where the policy has none
 */
public record ScheduleRules(ModifiableRules modifiable, List<Window> windows, Deadlines deadlines) {

    public ScheduleRules {
        windows = List.copyOf(windows);
    }
}
