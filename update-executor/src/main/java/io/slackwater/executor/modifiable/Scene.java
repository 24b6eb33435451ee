package io.slackwater.executor.modifiable;

import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Definition;
import io.slackwater.executor.vm.Sighting;
import io.slackwater.executor.vm.Vm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that a decision about a VM may depend on. */
public record Scene(Vm vm, Surroundings surroundings, Policy policy, Instant now) {

    /** Returns the host that has the VM, or empty where none or more than one has. */
    public Optional<Sighting> onlySighting() {
        List<Sighting> here = vm.here();
        return here.size() == 1 ? Optional.of(here.get(0)) : Optional.empty();
    }

    /** Returns the VM's definition where exactly one host has it. */
    public Optional<Definition> definition() {
        return onlySighting().flatMap(Sighting::definition);
    }

    /** Returns when it is certain that no host has the VM; empty while one has it, and before any had. */
    public Optional<Instant> certainlyGoneAt() {
        return vm.goneSince().map(since -> since.plus(policy.settleTime()));
    }

    /** Returns an update's replacements with the volumes that hold the new versions, as far as they are known. */
    public List<Replacement> resolved(Update update) {
        return update.replacements().stream().map(this::resolved).toList();
    }

    /** Returns the volume that a replacement moves to, or empty where the store has none. */
    public Optional<VolumeFact> target(Replacement replacement) {
        return surroundings.volume(replacement.from().store(), replacement.portion(), replacement.toVersion());
    }

    /** Returns the same scene with what is known of the VM by now. */
    public Scene of(Vm changed) {
        return new Scene(changed, surroundings, policy, now);
    }

    private Replacement resolved(Replacement replacement) {
        return target(replacement)
                .filter(VolumeFact::present)
                .map(fact -> replacement.towards(fact.volume()))
                .orElse(replacement);
    }
}
