package io.slackwater.executor.modifiable;

import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.selection.Candidate;
import io.slackwater.executor.policy.selection.Selection;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Definition;
import io.slackwater.executor.vm.Sighting;
import io.slackwater.executor.vm.Vm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a decision about a VM may depend on.
 *
 * @param timing the times to go by
 * @param policy the policy that applies; empty where no policy of the log does, and the settings say it all
 */
public record Scene(Vm vm, Surroundings surroundings, Timing timing, Instant now, Optional<Policy> policy) {

    /** A scene in which no update is looked at yet. */
    public Scene(Vm vm, Surroundings surroundings, Timing timing, Instant now) {
        this(vm, surroundings, timing, now, Optional.empty());
    }

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
        return vm.goneSince().map(since -> since.plus(timing.settleTime()));
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
        return new Scene(changed, surroundings, timing, now, policy);
    }

    /** Returns the same scene under the policy that applies to an update. */
    public Scene under(Update update) {
        String hostId = onlySighting().map(Sighting::hostId).orElse(update.hostId());
        ChangeFact change = surroundings.change(update.key().changeId());
        Candidate candidate = Candidate.of(
                definition().map(Definition::labels).orElse(Map.of()),
                surroundings.host(hostId).map(HostFact::labels).orElse(Map.of()),
                update.replacements().stream().map(Replacement::portion).toList(),
                change.severity());
        return Selection.find(surroundings.policies(), candidate)
                .map(found -> new Scene(vm, surroundings, timing.by(found), now, Optional.of(found)))
                .orElse(this);
    }

    /** Returns what a guest must report that runs a change; empty where nothing is expected. */
    public Optional<String> expectedRelease(ChangeFact change) {
        boolean isExpected = policy.map(
                        applies -> applies.conduct().verification().report().kernelRelease())
                .orElse(true);
        return isExpected ? change.kernelRelease() : Optional.empty();
    }

    private Replacement resolved(Replacement replacement) {
        return target(replacement)
                .filter(VolumeFact::present)
                .map(fact -> replacement.towards(fact.volume()))
                .orElse(replacement);
    }
}
