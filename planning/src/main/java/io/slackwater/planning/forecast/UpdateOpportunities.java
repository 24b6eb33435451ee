package io.slackwater.planning.forecast;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.deadline.Escalation;
import io.slackwater.domain.policy.schedule.Deadline;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.window.Occurrence;
import io.slackwater.domain.policy.window.WindowCalendar;
import io.slackwater.domain.portion.Severity;
import io.slackwater.planning.history.PowerPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a policy lets a VM be updated, as it is on and off. */
public final class UpdateOpportunities {

    private final Policy policy;
    private final Severity severity;
    private final Instant requiredAt;
    private final Instant escalatesAt;
    private final WindowCalendar windowCalendar;

    /**
     * The opportunities of one policy's VM.
     *
     * @param requiredAt when its update became required, from when deadlines are counted
     */
    public UpdateOpportunities(Policy policy, Severity severity, Instant requiredAt) {
        this.policy = policy;
        this.severity = severity;
        this.requiredAt = requiredAt;
        this.escalatesAt = policy.schedule()
                .deadlines()
                .of(severity)
                .map(Deadline::after)
                .map(requiredAt::plus)
                .orElse(PowerPeriod.FOREVER);
        this.windowCalendar = new WindowCalendar(policy.schedule().windows());
    }

    /** Whether it will be restarted by and by, so that it need not be off. */
    public boolean restarts() {
        return modeAt(PowerPeriod.FOREVER).mayRestart();
    }

    /** Returns the first opportunity in a period that has not gone by at a time, or empty where the period has none. */
    public Optional<UpdateOpportunity> first(PowerPeriod powerPeriod, Instant from) {
        Instant begin = later(powerPeriod.from(), from);
        Optional<UpdateOpportunity> before = begin.isBefore(escalatesAt)
                ? first(powerPeriod, begin, earlier(powerPeriod.until(), escalatesAt))
                : Optional.empty();
        return before.or(() -> first(powerPeriod, later(begin, escalatesAt), powerPeriod.until()));
    }

    /** Returns the first opportunity that an off period of the past had, by what the policy asks for before any deadline. */
    public Optional<UpdateOpportunity> inPast(PowerPeriod spell) {
        return first(spell, spell.from(), spell.until(), usual());
    }

    private Optional<UpdateOpportunity> first(PowerPeriod powerPeriod, Instant from, Instant until) {
        return first(powerPeriod, from, until, modeAt(from));
    }

    private Optional<UpdateOpportunity> first(PowerPeriod powerPeriod, Instant from, Instant until, UpdateMode mode) {
        if (!from.isBefore(until) || (!powerPeriod.isOff() && mode == UpdateMode.SHUT_OFF)) {
            return Optional.empty();
        }
        ModifiableRules rules = policy.schedule().modifiable();
        Instant ready = powerPeriod.isOff() ? later(from, settled(powerPeriod, rules.settleTime())) : from;
        UpdateMethod updateMethod = powerPeriod.isOff()
                ? UpdateMethod.OFF
                : mode.mayRestart() ? UpdateMethod.RESTART : UpdateMethod.NEXT_START;
        boolean awaitsWindow =
                mode != UpdateMode.RESTART_NOW && (rules.insideWindow() || updateMethod == UpdateMethod.RESTART);
        if (awaitsWindow) {
            return inWindow(
                    ready, until, updateMethod, policy.takesAtMost(updateMethod == UpdateMethod.OFF ? usual() : mode));
        }
        return ready.isBefore(until)
                ? Optional.of(new UpdateOpportunity(ready, until, updateMethod))
                : Optional.empty();
    }

    private Optional<UpdateOpportunity> inWindow(
            Instant from, Instant until, UpdateMethod updateMethod, Duration takesAtMost) {
        Instant ready = from;
        while (ready.isBefore(until)) {
            Optional<Occurrence> usable = windowCalendar.firstUsable(ready, takesAtMost);
            if (usable.isEmpty()) {
                return Optional.empty();
            }
            Instant begin = later(ready, usable.get().start());
            Instant end = earlier(until, usable.get().end().minus(takesAtMost).plusMillis(1));
            if (begin.isBefore(end)) {
                return Optional.of(new UpdateOpportunity(begin, end, updateMethod));
            }
            ready = later(usable.get().end(), ready.plusMillis(1));
        }
        return Optional.empty();
    }

    private UpdateMode usual() {
        return policy.schedule().modifiable().mode();
    }

    private UpdateMode modeAt(Instant time) {
        return Escalation.at(policy, severity, requiredAt, time).mode();
    }

    private static Instant settled(PowerPeriod powerPeriod, Duration settleTime) {
        return powerPeriod.from().plus(settleTime);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
