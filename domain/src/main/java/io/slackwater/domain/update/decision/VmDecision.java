package io.slackwater.domain.update.decision;

import io.slackwater.domain.vm.Vm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was decided about a VM.
 *
 * @param vm what is known of it now
 * @param effects what is emitted, in order
 * @param requeueAt when to decide again though nothing was heard; empty where only an event can change it
 */
public record VmDecision(Vm vm, List<Effect> effects, Optional<Instant> requeueAt) {

    public VmDecision {
        effects = List.copyOf(effects);
    }
}
