package io.slackwater.domain.update.decision;

import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of a VM's updates. What happened was folded into {@link Vm} before; here time passes and things are decided.
 * Deciding twice on the same context emits nothing the second time.
 */
public final class VmDecider {

    private VmDecider() {}

    /** Looks at each open update once, oldest first. */
    public static VmDecision decide(DecisionContext context) {
        Vm vm = context.vm();
        List<Effect> effects = new ArrayList<>();
        Optional<Instant> wake = Optional.empty();
        for (Update open : context.vm().updates()) {
            Update update = vm.update(open.id()).orElseThrow();
            DecisionContext around = context.of(vm).under(update);
            HostUnreachableDecider away = new HostUnreachableDecider(around, update);
            UpdateDecision step = away.say().orElseGet(() -> update.state()
                    .accept(new StateDeciders(around, update))
                    .advance());
            vm = folded(vm, step);
            effects.addAll(step.effects());
            wake = earlier(wake, step.requeueAt());
            if (step.update().isPresent()) {
                wake = earlier(wake, away.until());
            }
        }
        return new VmDecision(vm, effects, wake);
    }

    private static Vm folded(Vm vm, UpdateDecision step) {
        Vm after = vm;
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.PublishEvent say) {
                after = after.applyEvent(say.event());
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
