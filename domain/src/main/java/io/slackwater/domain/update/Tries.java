package io.slackwater.domain.update;

import java.time.Instant;
import java.util.Optional;

/**
 * What went wrong with an update so far without being its failure. Every event of the update repeats it, so that a replay counts on.
 *
 * @param refusals how often the host refused to apply it
 * @param stops how often its VM stopped by itself before there was a verdict
 * @param stoppedRun when the run began that was counted last as stopped; empty where none was
 */
public record Tries(int refusals, int stops, Optional<Instant> stoppedRun) {

    /** Nothing went wrong. */
    public static final Tries NONE = new Tries(0, 0, Optional.empty());

    /** Returns the tries with one more refusal. */
    public Tries refused() {
        return new Tries(refusals + 1, stops, stoppedRun);
    }

    /** Returns the tries with the stop of a run; one that was counted already is not counted again. */
    public Tries stopped(Instant run) {
        return stoppedRun.filter(run::equals).isPresent() ? this : new Tries(refusals, stops + 1, Optional.of(run));
    }
}
