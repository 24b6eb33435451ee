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
                .map(effectivePolicy -> of(effectivePolicy, effectivePolicy.opening(restarts), update))
                .orElse(NOT_NEEDED);
    }

    private static Windows of(EffectivePolicy effectivePolicy, WindowState windowState, Update update) {
        if (windowState instanceof WindowState.Open open) {
            return new Windows(
                    Optional.empty(),
                    Optional.of(open.occurrence().start()),
                    Optional.of(open.occurrence().end()));
        }
        Optional<Instant> next = windowState.next().map(Occurrence::start);
        return new Windows(Optional.of(blocker(effectivePolicy, windowState, next, update)), Optional.empty(), next);
    }

    private static Blocker blocker(
            EffectivePolicy effectivePolicy, WindowState windowState, Optional<Instant> next, Update update) {
        String then = next.map(start -> "; the next opens at " + start).orElse("; no other comes");
        String policy = effectivePolicy.policy().id().name();
        if (windowState instanceof WindowState.Used used) {
            return new Blocker(
                    BlockerCode.WINDOW_USED,
                    policy,
                    used.occurrence().start(),
                    "It was touched in this window already" + then);
        }
        if (windowState instanceof WindowState.TooShort tooShort) {
            return new Blocker(
                    BlockerCode.WINDOW_TOO_SHORT,
                    policy,
                    tooShort.occurrence().start(),
                    "The window closes at " + tooShort.occurrence().end() + ", before it could be done" + then);
        }
        return new Blocker(BlockerCode.OUTSIDE_WINDOW, policy, update.requiredAt(), "No window is open" + then);
    }
}
