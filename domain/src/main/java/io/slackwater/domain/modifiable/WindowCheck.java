package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.window.Occurrence;
import io.slackwater.domain.policy.window.WindowState;
import io.slackwater.domain.update.Update;
import java.time.Instant;
import java.util.Optional;

/**
 * Blocks an update outside the windows of its policy.
 *
 * @param blocker why it may not go; empty where it may
 * @param opened when the window opened in which it goes; empty where it needs none, or may not go
 * @param until when the answer changes; empty where it cannot
 */
record WindowCheck(Optional<Blocker> blocker, Optional<Instant> opened, Optional<Instant> until) {

    private static final WindowCheck NOT_NEEDED = new WindowCheck(Optional.empty(), Optional.empty(), Optional.empty());

    static WindowCheck of(DecisionContext context, Update update) {
        boolean restarts = context.restarts();
        return context.policy()
                .filter(effectivePolicy -> effectivePolicy.needsWindow(restarts))
                .map(effectivePolicy -> effectivePolicy
                        .opening(restarts)
                        .accept(new Reading(effectivePolicy.policy().id().name(), update)))
                .orElse(NOT_NEEDED);
    }

    /** Says what each state of the windows means to an update. */
    private record Reading(String policy, Update update) implements WindowState.Visitor<WindowCheck> {

        @Override
        public WindowCheck open(WindowState.Open open) {
            return new WindowCheck(
                    Optional.empty(),
                    Optional.of(open.occurrence().start()),
                    Optional.of(open.occurrence().end()));
        }

        @Override
        public WindowCheck tooShort(WindowState.TooShort tooShort) {
            return shut(
                    BlockerCode.WINDOW_TOO_SHORT,
                    tooShort.occurrence().start(),
                    "The window closes at " + tooShort.occurrence().end() + ", before it could be done",
                    tooShort.next());
        }

        @Override
        public WindowCheck used(WindowState.Used used) {
            return shut(
                    BlockerCode.WINDOW_USED,
                    used.occurrence().start(),
                    "It was touched in this window already",
                    used.next());
        }

        @Override
        public WindowCheck closed(WindowState.Closed closed) {
            return shut(BlockerCode.OUTSIDE_WINDOW, update.requiredAt(), "No window is open", closed.next());
        }

        private WindowCheck shut(BlockerCode code, Instant since, String detail, Optional<Occurrence> later) {
            Optional<Instant> next = later.map(Occurrence::start);
            String then = next.map(start -> "; the next opens at " + start).orElse("; no other comes");
            return new WindowCheck(
                    Optional.of(new Blocker(code, policy, since, detail + then)), Optional.empty(), next);
        }
    }
}
