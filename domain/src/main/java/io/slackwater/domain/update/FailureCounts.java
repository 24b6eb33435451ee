package io.slackwater.domain.update;

import java.time.Instant;
import java.util.Optional;

/**
 * The number of failures of each kind of one update so far. Every event of the update repeats it, so that a replay
 * counts on.
 *
 * @param refusals how often the host refused to apply it
 * @param stops how often its VM stopped by itself before there was a verdict
 * @param stoppedRun when the run began that was counted last as stopped; empty where none was
 */
public record FailureCounts(int refusals, int stops, Optional<Instant> stoppedRun) {

    /** Nothing went wrong. */
    public static final FailureCounts NONE = new FailureCounts(0, 0, Optional.empty());

    /** Returns the counts with one more refusal. */
    public FailureCounts refused() {
        return new FailureCounts(refusals + 1, stops, stoppedRun);
    }

    /** Returns the counts with the stop of a run; one that was counted already is not counted again. */
    public FailureCounts stopped(Instant run) {
        return stoppedRun.filter(run::equals).isPresent()
                ? this
                : new FailureCounts(refusals, stops + 1, Optional.of(run));
    }
}
