package io.slackwater.domain.update.decision;

import io.slackwater.domain.update.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one look at one update came to.
 *
 * @param update the update as it is now; empty where it ended
 * @param effects what is emitted, in order
 * @param wake when to look again though nothing was heard; empty where only an event can change it
 */
record UpdateDecision(Optional<Update> update, List<Effect> effects, Optional<Instant> wake) {

    UpdateDecision {
        effects = List.copyOf(effects);
    }

    static UpdateDecision stay(Update update, Optional<Instant> wake) {
        return new UpdateDecision(Optional.of(update), List.of(), wake);
    }

    static UpdateDecision stay(Update update, Instant wake) {
        return stay(update, Optional.of(wake));
    }

    static UpdateDecision to(Update update, Optional<Instant> wake, Effect... effects) {
        return new UpdateDecision(Optional.of(update), List.of(effects), wake);
    }

    static UpdateDecision end(List<Effect> effects) {
        return new UpdateDecision(Optional.empty(), effects, Optional.empty());
    }
}
