package io.slackwater.domain.policy;

import io.slackwater.domain.policy.cron.CronStartTimes;
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
import io.slackwater.domain.policy.window.Window;
import io.slackwater.domain.portion.Severity;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A policy that tests change one thing of. */
public final class Policies {

    public static final ModifiableRules MODIFIABLE =
            new ModifiableRules(UpdateMode.SHUT_OFF, Duration.ofSeconds(60), true, false, Duration.ofMinutes(5));
    public static final ExecutionRules CONDUCT = new ExecutionRules(
            new RestartRules(Duration.ofMinutes(1), Duration.ofMinutes(2), false),
            new VerificationRules(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    new GuestReportRules(true, Map.of()),
                    Optional.empty()));
    public static final RolloutRules ROLLOUT = new RolloutRules(
            WaveRules.AT_ONCE, new Budgets(10, 4, Map.of(), 1000), new Amount.Count(7), false, OnWithdrawal.STAY);

    private Policies() {}

    public static Policy policy(String name, Selector selector) {
        ScheduleRules scheduleRules = new ScheduleRules(MODIFIABLE, List.of(), Deadlines.NONE);
        return new Policy(new PolicyVersion(name, 1), selector, scheduleRules, CONDUCT, ROLLOUT);
    }

    /** Returns a policy for everything that has VMs stay on a withdrawn version, or return from it. */
    public static Policy policy(OnWithdrawal onWithdrawal) {
        Policy usual = policy(UpdateMode.SHUT_OFF, Deadlines.NONE);
        RolloutRules rollout = new RolloutRules(
                ROLLOUT.waves(),
                ROLLOUT.budgets(),
                ROLLOUT.failureThreshold(),
                ROLLOUT.approvalRequired(),
                onWithdrawal);
        return new Policy(usual.id(), usual.selector(), usual.schedule(), usual.execution(), rollout);
    }

    public static Policy policy(UpdateMode mode, Deadlines deadlines, Window... windows) {
        ModifiableRules modifiable = new ModifiableRules(
                mode,
                MODIFIABLE.settleTime(),
                windows.length > 0,
                MODIFIABLE.agentRequired(),
                MODIFIABLE.applyWithin());
        ScheduleRules scheduleRules = new ScheduleRules(modifiable, List.of(windows), deadlines);
        return new Policy(new PolicyVersion("web", 3), Selector.EVERYTHING, scheduleRules, CONDUCT, ROLLOUT);
    }

    public static Window window(String start, String duration, String zone) {
        return new Window(CronStartTimes.parse(start), Duration.parse(duration), ZoneId.of(zone));
    }

    public static Selector forVms(String label, String... values) {
        return new Selector(Map.of(label, Set.of(values)), Map.of(), Optional.empty(), Severity.UNKNOWN);
    }

    public static Selector forHosts(String label, String... values) {
        return new Selector(Map.of(), Map.of(label, Set.of(values)), Optional.empty(), Severity.UNKNOWN);
    }

    public static Selector forPortions(String pattern) {
        return new Selector(Map.of(), Map.of(), Optional.of(new PortionPattern(pattern)), Severity.UNKNOWN);
    }

    public static Selector from(Severity severity) {
        return new Selector(Map.of(), Map.of(), Optional.empty(), severity);
    }
}
