package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.modifiable.Terms;
import io.slackwater.executor.modifiable.Timing;
import io.slackwater.executor.policy.GuestCommand;
import io.slackwater.executor.policy.RestartRules;
import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By what a hand goes.
 *
 * @param beginBy until when the effect may be begun; after that only what was begun is finished, and no VM is stopped. Empty for ever
 * @param mayRun whether the definition of a VM that runs may be changed
 * @param restart how to restart a VM that runs something else than its definition says then; empty where it is not to be
 * @param health by what a start is judged
 */
public record Orders(
        Timing timing, Optional<Instant> beginBy, boolean mayRun, Optional<RestartRules> restart, Health health) {

    /** What is left of a restart whose policy is gone: a VM that was stopped is started again. */
    private static final RestartRules NO_MORE = new RestartRules(Duration.ZERO, Duration.ZERO, false);

    static Orders of(CommandType type, Scene scene, Update update) {
        return new Orders(
                scene.timing(),
                type == CommandType.APPLY ? beginBy(scene, update) : Optional.empty(),
                type == CommandType.APPLY && scene.mode().mayRedefineRunning(),
                restart(type, scene, update),
                Health.of(scene, scene.surroundings().change(update.key().changeId())));
    }

    /** Returns how long a command may be out before it is issued again. */
    Duration patience(CommandType type) {
        return switch (type) {
            case APPLY, ROLL_BACK ->
                timing.patience().plus(restart.map(RestartRules::longest).orElse(Duration.ZERO));
            case VERIFY ->
                timing.verifyPatience()
                        .plus(health.command().map(GuestCommand::within).orElse(Duration.ZERO));
        };
    }

    /** Where the policy does not have the window any more, nothing is begun any more. */
    private static Optional<Instant> beginBy(Scene scene, Update update) {
        Optional<Admission> right =
                update.admission().filter(admission -> admission.window().isPresent());
        return right.map(admission -> scene.terms()
                .flatMap(terms -> terms.beginBy(admission.window().orElseThrow(), admission.restarts()))
                .orElse(scene.now()));
    }

    private static Optional<RestartRules> restart(CommandType type, Scene scene, Update update) {
        boolean restarts =
                switch (type) {
                    case APPLY -> update.admission().map(Admission::restarts).orElse(false);
                    case ROLL_BACK -> scene.mode().mayRestart();
                    case VERIFY -> false;
                };
        return restarts
                ? Optional.of(scene.terms()
                        .map(Terms::policy)
                        .map(policy -> policy.conduct().restart())
                        .orElse(NO_MORE))
                : Optional.empty();
    }
}
