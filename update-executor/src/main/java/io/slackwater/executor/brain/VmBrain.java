package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Vm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of a VM's updates. What happened was folded into {@link Vm} before; here time passes and things are decided.
 * Deciding twice on the same scene emits nothing the second time.
 */
public final class VmBrain {

    private VmBrain() {}

    /** Looks at each open update once, oldest first. */
    public static Decision decide(Scene scene) {
        Vm vm = scene.vm();
        List<Effect> effects = new ArrayList<>();
        Optional<Instant> wake = Optional.empty();
        for (Update open : scene.vm().updates()) {
            Update update = vm.update(open.id()).orElseThrow();
            Scene around = scene.of(vm).under(update);
            HostAway away = new HostAway(around, update);
            Step step = away.say().orElseGet(() -> advance(around, update));
            vm = folded(vm, step);
            effects.addAll(step.effects());
            wake = earlier(earlier(wake, step.wake()), away.until());
        }
        return new Decision(vm, effects, wake);
    }

    private static Step advance(Scene scene, Update update) {
        Stage stage = update.stage();
        if (stage instanceof Stage.Waiting waiting) {
            return new WaitingRule(scene, update, waiting).advance();
        }
        if (stage instanceof Stage.Granted granted) {
            return new GrantedRule(scene, update, granted).advance();
        }
        if (stage instanceof Stage.AwaitingStart awaiting) {
            return new AwaitingStartRule(scene, update, awaiting).advance();
        }
        if (stage instanceof Stage.Verifying verifying) {
            return new VerifyingRule(scene, update, verifying).advance();
        }
        if (stage instanceof Stage.RollingBack rollingBack) {
            return new RollingBackRule(scene, update, rollingBack).advance();
        }
        if (stage instanceof Stage.AwaitingStop awaiting) {
            return new AwaitingStopRule(scene, update, awaiting).advance();
        }
        throw new IllegalStateException("No rule for " + stage);
    }

    private static Vm folded(Vm vm, Step step) {
        Vm after = vm;
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Say say) {
                after = after.said(say.saying());
            }
        }
        return step.update().isPresent() ? after.with(step.update().get()) : after;
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) ? one : other;
    }
}
