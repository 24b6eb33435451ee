package io.slackwater.topology.update.shared;

import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.policy.execution.ExecutionRules;
import io.slackwater.domain.policy.execution.GuestReportRules;
import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.policy.execution.VerificationRules;
import io.slackwater.domain.policy.rollout.Amount;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import io.slackwater.domain.policy.schedule.Deadlines;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.ScheduleRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policy that applies where no other does: VMs that are off, by the times and limits of the settings, everybody at once. */
public final class BuiltInPolicy {

    private static final Duration AGENT_WAIT = Duration.ofMinutes(1);
    private static final Duration ACPI_WAIT = Duration.ofMinutes(2);

    private BuiltInPolicy() {}

    /** Makes it of the times and limits of the settings. */
    public static Policy of(Timing timing, BudgetLimits budgetLimits) {
        return new Policy(
                PolicyVersion.BUILT_IN,
                Selector.EVERYTHING,
                schedule(timing),
                execution(timing),
                rollout(budgetLimits));
    }

    private static ScheduleRules schedule(Timing timing) {
        ModifiableRules modifiable =
                new ModifiableRules(UpdateMode.SHUT_OFF, timing.settleTime(), false, false, timing.commandTimeout());
        return new ScheduleRules(modifiable, List.of(), Deadlines.NONE);
    }

    private static ExecutionRules execution(Timing timing) {
        GuestReportRules report = new GuestReportRules(true, Map.of());
        return new ExecutionRules(
                new RestartRules(AGENT_WAIT, ACPI_WAIT, false),
                new VerificationRules(timing.stayUp(), timing.agentTimeout(), report, Optional.empty()));
    }

    private static RolloutRules rollout(BudgetLimits budgetLimits) {
        Budgets budgets =
                new Budgets(budgetLimits.inFlight(), budgetLimits.perHost(), Map.of(), budgetLimits.awaitingStart());
        // Only a wave that fails as a whole is paused: nobody asked for less.
        return new RolloutRules(WaveRules.AT_ONCE, budgets, Amount.Share.ALL, false, OnWithdrawal.STAY);
    }
}
