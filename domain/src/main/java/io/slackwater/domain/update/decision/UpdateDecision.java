package io.slackwater.domain.update.decision;

import io.slackwater.domain.update.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of one decision about one update.
 *
 * @param update the update as it is now; empty where it ended
 * @param effects what is emitted, in order
 * @param requeueAt when to look again though nothing was heard; empty where only an event can change it
 */
record UpdateDecision(Optional<Update> update, List<Effect> effects, Optional<Instant> requeueAt) {

    UpdateDecision {
        effects = List.copyOf(effects);
    }

    static UpdateDecision stay(Update update, Optional<Instant> requeueAt) {
        return new UpdateDecision(Optional.of(update), List.of(), requeueAt);
    }

    static UpdateDecision stay(Update update, Instant requeueAt) {
        return stay(update, Optional.of(requeueAt));
    }

    static UpdateDecision to(Update update, Optional<Instant> requeueAt, Effect... effects) {
        return new UpdateDecision(Optional.of(update), List.of(effects), requeueAt);
    }

    static UpdateDecision end(List<Effect> effects) {
        return new UpdateDecision(Optional.empty(), effects, Optional.empty());
    }
}
