package io.slackwater.domain.modifiable;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.selection.Candidate;
import io.slackwater.domain.policy.selection.PolicyResolver;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a decision about a VM may depend on.
 *
 * @param timing the times to go by
 * @param policy what the policy that applies asks for; empty where no policy of the log does, and the settings say it all
 */
public record DecisionContext(
        Vm vm, Catalogue catalogue, Timing timing, Instant now, Optional<EffectivePolicy> policy) {

    /** A context in which no update is looked at yet. */
    public DecisionContext(Vm vm, Catalogue catalogue, Timing timing, Instant now) {
        this(vm, catalogue, timing, now, Optional.empty());
    }

    /** Returns the placements on hosts that have the VM, in no order. What a retired host said counts nowhere. */
    public List<VmPlacement> activePlacements() {
        return vm.presentPlacements().stream()
                .filter(placement -> retired(placement).isEmpty())
                .toList();
    }

    private Optional<HostInfo> retired(VmPlacement placement) {
        return catalogue.host(placement.hostId()).filter(HostInfo::retired);
    }

    /** Returns the host that has the VM, or empty where none or more than one has. */
    public Optional<VmPlacement> onlyPlacement() {
        List<VmPlacement> active = activePlacements();
        return active.size() == 1 ? Optional.of(active.get(0)) : Optional.empty();
    }

    /** Returns the host that has an update's VM; where that is not certain, the one it was on last. */
    public String hostOf(Update update) {
        return onlyPlacement().map(VmPlacement::hostId).orElse(update.hostId());
    }

    /** Returns the time of a decision that is later than one before, whatever the clock says. */
    public Instant after(Instant decided) {
        Instant atLeast = decided.plusMillis(1);
        return now.isBefore(atLeast) ? atLeast : now;
    }

    /** Returns the VM's definition where exactly one host has it. */
    public Optional<VmDefinition> definition() {
        return onlyPlacement().flatMap(VmPlacement::definition);
    }

    /** Returns since when no host has the VM; empty while one has it, and before any had. */
    public Optional<Instant> goneSince() {
        return vm.goneSince().or(() -> activePlacements().isEmpty() ? lastRetirement() : Optional.empty());
    }

    private Optional<Instant> lastRetirement() {
        return vm.presentPlacements().stream()
                .flatMap(placement -> retired(placement).stream())
                .map(HostInfo::linkSince)
                .max(Instant::compareTo);
    }

    /** Returns when it is certain that no host has the VM; empty while one has it, and before any had. */
    public Optional<Instant> certainlyGoneAt() {
        return goneSince().map(since -> since.plus(timing.settleTime()));
    }

    /** Returns an update's replacements with the volumes that hold the new versions, as far as they are known. */
    public List<Replacement> resolved(Update update) {
        return update.replacements().stream()
                .map(replacement -> resolved(update, replacement))
                .toList();
    }

    /** Returns the volume with the content that a replacement of an update moves to, or empty where the store has none. */
    public Optional<VolumeInfo> target(Update update, Replacement replacement) {
        String identity =
                catalogue.change(update.key().changeId()).identity(replacement.portion(), replacement.toVersion());
        return catalogue.volume(replacement.from().store(), replacement.portion(), identity);
    }

    /** Returns the same context with what is known of the VM by now. */
    public DecisionContext of(Vm changed) {
        return new DecisionContext(changed, catalogue, timing, now, policy);
    }

    /** Returns the same context under the policy that applies to an update. */
    public DecisionContext under(Update update) {
        String hostId = hostOf(update);
        ChangeInfo change = catalogue.change(update.key().changeId());
        Candidate candidate = Candidate.of(
                definition().map(VmDefinition::labels).orElse(Map.of()),
                catalogue.host(hostId).map(HostInfo::labels).orElse(Map.of()),
                update.replacements().stream().map(Replacement::portion).toList(),
                change.severity());
        return PolicyResolver.find(catalogue.policies(), candidate)
                .map(found -> under(found, update, change))
                .orElse(this);
    }

    private DecisionContext under(Policy found, Update update, ChangeInfo change) {
        EffectivePolicy asked = EffectivePolicy.of(found, update, change, vm.history(), now);
        return new DecisionContext(vm, catalogue, timing.by(found), now, Optional.of(asked));
    }

    /**
     * Whether the VM has the new volumes beside an update's own mark: the worker did its work, whether its answer was lost or the grant was
     * given back since. A worker is told once more, which changes nothing and answers that it is done; from then on the VM is judged, or
     * rolled back.
     */
    public boolean isAlreadyDefined(Update update) {
        return vm.unreadable().isEmpty()
                && definition()
                        .filter(definition -> definition
                                .updateId()
                                .filter(update.id()::equals)
                                .isPresent())
                        .filter(definition -> resolved(update).stream()
                                .allMatch(replacement ->
                                        SlotComparison.configured(definition, replacement) == SlotComparison.Match.NEW))
                        .isPresent();
    }

    /** Returns how far Slackwater may go. */
    public UpdateMode mode() {
        return policy.map(EffectivePolicy::mode).orElse(UpdateMode.SHUT_OFF);
    }

    /** Whether bringing the VM to a new definition now means restarting it. */
    public boolean restarts() {
        return mode().mayRestart() && isRunning();
    }

    /** Whether the VM is known to run. */
    public boolean isRunning() {
        return onlyPlacement()
                .flatMap(VmPlacement::power)
                .filter(power -> power.state().isRunning())
                .isPresent();
    }

    private Replacement resolved(Update update, Replacement replacement) {
        return target(update, replacement)
                .filter(VolumeInfo::present)
                .map(fact -> replacement.towards(fact.volume()))
                .orElse(replacement);
    }
}
