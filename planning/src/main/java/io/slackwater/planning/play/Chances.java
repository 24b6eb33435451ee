package io.slackwater.planning.play;

import io.slackwater.executor.policy.Deadline;
import io.slackwater.executor.policy.Mode;
import io.slackwater.executor.policy.ModifiableRules;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.Severity;
import io.slackwater.executor.policy.deadline.Escalation;
import io.slackwater.executor.policy.window.Calendar;
import io.slackwater.executor.policy.window.Occurrence;
import io.slackwater.planning.history.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a policy lets a VM be updated, as it is on and off. */
public final class Chances {

    private final Policy policy;
    private final Severity severity;
    private final Instant requiredAt;
    private final Instant escalatesAt;
    private final Calendar calendar;

    /**
     * The chances of one policy's VM.
     *
     * @param requiredAt when its update became required, from when deadlines are counted
     */
    public Chances(Policy policy, Severity severity, Instant requiredAt) {
        this.policy = policy;
        this.severity = severity;
        this.requiredAt = requiredAt;
        this.escalatesAt = policy.conditions()
                .deadlines()
                .of(severity)
                .map(Deadline::after)
                .map(requiredAt::plus)
                .orElse(Stretch.FOREVER);
        this.calendar = new Calendar(policy.conditions().windows());
    }

    /** Whether it will be restarted by and by, so that it need not be off. */
    public boolean restarts() {
        return modeAt(Stretch.FOREVER).mayRestart();
    }

    /** Returns the first chance in a stretch that has not gone by at a time, or empty where the stretch has none. */
    public Optional<Chance> first(Stretch stretch, Instant from) {
        Instant begin = later(stretch.from(), from);
        Optional<Chance> before = begin.isBefore(escalatesAt)
                ? first(stretch, begin, earlier(stretch.until(), escalatesAt))
                : Optional.empty();
        return before.or(() -> first(stretch, later(begin, escalatesAt), stretch.until()));
    }

    /** Returns the first chance that a spell of the past had, by what the policy asks for before any deadline. */
    public Optional<Chance> inPast(Stretch spell) {
        return first(spell, spell.from(), spell.until(), usual());
    }

    private Optional<Chance> first(Stretch stretch, Instant from, Instant until) {
        return first(stretch, from, until, modeAt(from));
    }

    private Optional<Chance> first(Stretch stretch, Instant from, Instant until, Mode mode) {
        if (!from.isBefore(until) || (!stretch.isOff() && mode == Mode.SHUT_OFF)) {
            return Optional.empty();
        }
        ModifiableRules rules = policy.conditions().modifiable();
        Instant ready = stretch.isOff() ? later(from, settled(stretch, rules.settleTime())) : from;
        Manner manner = stretch.isOff() ? Manner.OFF : mode.mayRestart() ? Manner.RESTART : Manner.NEXT_START;
        boolean awaitsWindow = mode != Mode.RESTART_NOW && (rules.insideWindow() || manner == Manner.RESTART);
        if (awaitsWindow) {
            return inWindow(ready, until, manner, policy.takesAtMost(manner == Manner.OFF ? usual() : mode));
        }
        return ready.isBefore(until) ? Optional.of(new Chance(ready, until, manner)) : Optional.empty();
    }

    private Optional<Chance> inWindow(Instant from, Instant until, Manner manner, Duration takesAtMost) {
        Instant ready = from;
        while (ready.isBefore(until)) {
            Optional<Occurrence> usable = calendar.firstUsable(ready, takesAtMost);
            if (usable.isEmpty()) {
                return Optional.empty();
            }
            Instant begin = later(ready, usable.get().start());
            Instant end = earlier(until, usable.get().end().minus(takesAtMost).plusMillis(1));
            if (begin.isBefore(end)) {
                return Optional.of(new Chance(begin, end, manner));
            }
            ready = later(usable.get().end(), ready.plusMillis(1));
        }
        return Optional.empty();
    }

    private Mode usual() {
        return policy.conditions().modifiable().mode();
    }

    private Mode modeAt(Instant time) {
        return Escalation.at(policy, severity, requiredAt, time).mode();
    }

    private static Instant settled(Stretch stretch, Duration settleTime) {
        return stretch.from().plus(settleTime);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
