package io.slackwater.domain.policy.deadline;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.schedule.Deadline;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.window.Occurrence;
import io.slackwater.domain.policy.window.WindowCalendar;
import io.slackwater.domain.portion.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mode that a policy asks for, as its deadlines pass. It depends on nothing else, so that a replay finds the same.
 */
public final class Escalation {

    private Escalation() {}

    /**
     * Says what is in force for an update that is not begun yet.
     *
     * @param requiredAt when it became required
     */
    public static EffectiveMode at(Policy policy, Severity severity, Instant requiredAt, Instant now) {
        UpdateMode usual = policy.schedule().modifiable().mode();
        Optional<Deadline> deadline = policy.schedule().deadlines().of(severity);
        Optional<Instant> endsAt = deadline.map(Deadline::after).map(requiredAt::plus);
        boolean isOver = endsAt.filter(end -> !now.isBefore(end)).isPresent();
        UpdateMode mode = isOver ? usual.orFurther(deadline.orElseThrow().escalatesTo()) : usual;
        Optional<Instant> overdueFrom = earliest(endsAt, missedAt(policy, usual, requiredAt));
        return new EffectiveMode(
                mode,
                overdueFrom.filter(from -> !now.isBefore(from)),
                earliest(endsAt.filter(now::isBefore), overdueFrom.filter(now::isBefore)));
    }

    /** Returns when the first window closes in which the update could be begun: whoever has not had it by then has missed it. */
    private static Optional<Instant> missedAt(Policy policy, UpdateMode usual, Instant requiredAt) {
        return new WindowCalendar(policy.schedule().windows())
                .firstUsable(requiredAt, policy.takesAtMost(usual))
                .map(Occurrence::end);
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
