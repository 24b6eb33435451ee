package io.slackwater.executor.rest.answers;

import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateState;

/**
 * How far an open update is.
 *
 * @param phase the phase that its stage belongs to
 * @param doing what it is doing, for a person
 */
record Progress(Phase phase, String doing) {

    static Progress of(Update update) {
        Progress progress = of(update.state());
        return update.outcome()
                .filter(commandOutcome -> !commandOutcome.detail().isEmpty())
                .map(commandOutcome -> new Progress(
                        progress.phase,
                        progress.doing + "; the last answer was " + commandOutcome.status() + ": "
                                + commandOutcome.detail()))
                .orElse(progress);
    }

    static Progress of(UpdateState state) {
        return state.accept(StateProgress.INSTANCE);
    }
}
