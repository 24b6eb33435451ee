package io.slackwater.domain.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.budget.LeaseLedger.Exhausted;
import java.time.Instant;
import java.util.List;

/** Says why a lease request was refused. */
final class LeaseBlockers {

    private LeaseBlockers() {}

    /**
     * Names whom the next wave waits for.
     *
     * @param undecided the first of them
     */
    static Blocker awaiting(Blocker blocker, List<String> undecided) {
        return blocker.code() != BlockerCode.WAVE_NOT_OPEN || undecided.isEmpty()
                ? blocker
                : new Blocker(
                        blocker.code(),
                        blocker.subject(),
                        blocker.since(),
                        blocker.detail() + "; the first of them: " + String.join(", ", undecided));
    }

    static Blocker exhausted(Exhausted exhausted, Instant now) {
        return new Blocker(
                BlockerCode.BUDGET_EXHAUSTED,
                exhausted.budget().subject(),
                now,
                "It may go as soon as an update under way has ended; " + exhausted.taken() + " are, "
                        + String.join(", ", exhausted.holders())
                        + (exhausted.taken() > exhausted.holders().size() ? " and others" : ""));
    }
}
