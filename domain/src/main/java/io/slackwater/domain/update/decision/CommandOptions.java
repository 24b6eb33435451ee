package io.slackwater.domain.update.decision;

import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.EffectivePolicy;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Limits and timeouts of a command.
 *
 * @param beginBy until when the effect may be begun; after that only what was begun is finished, and no VM is stopped. Empty for ever
 * @param mayRun whether the definition of a VM that runs may be changed
 * @param startWhenOff whether a VM that is rolled back is started where it is found off, since it ran before
 * @param restart how to restart a VM that runs something else than its definition says then; empty where it is not to be
 * @param health by what a start is judged
 */
public record CommandOptions(
        Timing timing,
        Optional<Instant> beginBy,
        boolean mayRun,
        boolean startWhenOff,
        Optional<RestartRules> restart,
        ExpectedHealth health) {

    /** What is left of a restart whose policy is gone: a VM that was stopped is started again. */
    private static final RestartRules NO_MORE = new RestartRules(Duration.ZERO, Duration.ZERO, false);

    static CommandOptions of(CommandType type, DecisionContext context, Update update) {
        return new CommandOptions(
                context.timing(),
                beginBy(type, context, update),
                type == CommandType.APPLY && context.mode().mayRedefineRunning(),
                type == CommandType.ROLL_BACK && restarts(update),
                restart(type, context, update),
                ExpectedHealth.of(
                        context, context.catalogue().change(update.key().changeId())));
    }

    /** Returns how long a command may be out before it is issued again. */
    Duration patience(CommandType type) {
        return switch (type) {
            case APPLY, ROLL_BACK ->
                timing.commandTimeout()
                        .plus(restart.map(RestartRules::untilSettled).orElse(Duration.ZERO));
            case VERIFY ->
                timing.verifyTimeout()
                        .plus(health.command().map(GuestCommand::within).orElse(Duration.ZERO));
        };
    }

    private static Optional<Instant> beginBy(CommandType type, DecisionContext context, Update update) {
        return switch (type) {
            case APPLY -> beginBy(context, update);
            case ROLL_BACK -> mayRestartWhatFailed(context) ? Optional.empty() : Optional.of(context.now());
            case VERIFY -> Optional.empty();
        };
    }

    /** Where the policy does not have the window any more, or restarts nothing any more, nothing is begun any more. */
    private static Optional<Instant> beginBy(DecisionContext context, Update update) {
        if (restarts(update) && !context.mode().mayRestart()) {
            return Optional.of(context.now());
        }
        Optional<Admission> right =
                update.admission().filter(admission -> admission.window().isPresent());
        return right.map(admission -> context.policy()
                .flatMap(effectivePolicy ->
                        effectivePolicy.beginBy(admission.window().orElseThrow(), admission.restarts()))
                .orElse(context.now()));
    }

    private static Optional<RestartRules> restart(CommandType type, DecisionContext context, Update update) {
        return type != CommandType.VERIFY && restarts(update)
                ? Optional.of(context.policy()
                        .map(EffectivePolicy::policy)
                        .map(policy -> policy.execution().restart())
                        .orElse(NO_MORE))
                : Optional.empty();
    }

    static boolean restarts(Update update) {
        return update.admission().filter(Admission::restarts).isPresent();
    }

    /** Whether the policy has a VM restarted whose new version failed: in a window or not, for it is not well. */
    static boolean mayRestartWhatFailed(DecisionContext context) {
        return context.policy()
                .filter(effectivePolicy -> effectivePolicy.inForce().mode().mayRestart())
                .isPresent();
    }
}
