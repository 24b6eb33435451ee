package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.window.Occurrence;
import io.slackwater.domain.policy.window.WindowState;
import io.slackwater.domain.update.Update;
import java.time.Instant;
import java.util.Optional;

/**
 * What the windows of the policy say to an update.
 *
 * @param blocker why it may not go; empty where it may
 * @param opened when the window opened in which it goes; empty where it needs none, or may not go
 * @param until when the answer changes; empty where it cannot
 */
record Windows(Optional<Blocker> blocker, Optional<Instant> opened, Optional<Instant> until) {

    private static final Windows NOT_NEEDED = new Windows(Optional.empty(), Optional.empty(), Optional.empty());

    static Windows of(DecisionContext context, Update update) {
        boolean restarts = context.restarts();
        return context.terms()
                .filter(effectivePolicy -> effectivePolicy.needsWindow(restarts))
                .map(effectivePolicy -> effectivePolicy
                        .opening(restarts)
                        .accept(new Reading(effectivePolicy.policy().id().name(), update)))
                .orElse(NOT_NEEDED);
    }

    /** Says what each state of the windows means to an update. */
    private record Reading(String policy, Update update) implements WindowState.Visitor<Windows> {

        @Override
        public Windows open(WindowState.Open open) {
            return new Windows(
                    Optional.empty(),
                    Optional.of(open.occurrence().start()),
                    Optional.of(open.occurrence().end()));
        }

        @Override
        public Windows tooShort(WindowState.TooShort tooShort) {
            return shut(
                    BlockerCode.WINDOW_TOO_SHORT,
                    tooShort.occurrence().start(),
                    "The window closes at " + tooShort.occurrence().end() + ", before it could be done",
                    tooShort.next());
        }

        @Override
        public Windows used(WindowState.Used used) {
            return shut(
                    BlockerCode.WINDOW_USED,
                    used.occurrence().start(),
                    "It was touched in this window already",
                    used.next());
        }

        @Override
        public Windows closed(WindowState.Closed closed) {
            return shut(BlockerCode.OUTSIDE_WINDOW, update.requiredAt(), "No window is open", closed.next());
        }

        private Windows shut(BlockerCode code, Instant since, String detail, Optional<Occurrence> later) {
            Optional<Instant> next = later.map(Occurrence::start);
            String then = next.map(start -> "; the next opens at " + start).orElse("; no other comes");
            return new Windows(Optional.of(new Blocker(code, policy, since, detail + then)), Optional.empty(), next);
        }
    }
}
