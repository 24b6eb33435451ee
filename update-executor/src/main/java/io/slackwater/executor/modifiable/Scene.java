package io.slackwater.executor.modifiable;

import io.slackwater.executor.policy.Mode;
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
 * @param terms what the policy that applies asks for; empty where no policy of the log does, and the settings say it all
 */
public record Scene(Vm vm, Surroundings surroundings, Timing timing, Instant now, Optional<Terms> terms) {

    /** A scene in which no update is looked at yet. */
    public Scene(Vm vm, Surroundings surroundings, Timing timing, Instant now) {
        this(vm, surroundings, timing, now, Optional.empty());
    }

    /** Returns the sightings on hosts that have the VM, in no order. What a retired host said counts nowhere. */
    public List<Sighting> here() {
        return vm.here().stream()
                .filter(sighting -> retired(sighting).isEmpty())
                .toList();
    }

    private Optional<HostFact> retired(Sighting sighting) {
        return surroundings.host(sighting.hostId()).filter(HostFact::retired);
    }

    /** Returns the host that has the VM, or empty where none or more than one has. */
    public Optional<Sighting> onlySighting() {
        List<Sighting> here = here();
        return here.size() == 1 ? Optional.of(here.get(0)) : Optional.empty();
    }

    /** Returns the host that has an update's VM; where that is not certain, the one it was on last. */
    public String hostOf(Update update) {
        return onlySighting().map(Sighting::hostId).orElse(update.hostId());
    }

    /** Returns the time of a decision that is later than one before, whatever the clock says. */
    public Instant after(Instant decided) {
        Instant atLeast = decided.plusMillis(1);
        return now.isBefore(atLeast) ? atLeast : now;
    }

    /** Returns the VM's definition where exactly one host has it. */
    public Optional<Definition> definition() {
        return onlySighting().flatMap(Sighting::definition);
    }

    /** Returns since when no host has the VM; empty while one has it, and before any had. */
    public Optional<Instant> goneSince() {
        return vm.goneSince().or(() -> here().isEmpty() ? lastRetirement() : Optional.empty());
    }

    private Optional<Instant> lastRetirement() {
        return vm.here().stream()
                .flatMap(sighting -> retired(sighting).stream())
                .map(HostFact::linkSince)
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
    public Optional<VolumeFact> target(Update update, Replacement replacement) {
        String identity =
                surroundings.change(update.key().changeId()).identity(replacement.portion(), replacement.toVersion());
        return surroundings.volume(replacement.from().store(), replacement.portion(), identity);
    }

    /** Returns the same scene with what is known of the VM by now. */
    public Scene of(Vm changed) {
        return new Scene(changed, surroundings, timing, now, terms);
    }

    /** Returns the same scene under the policy that applies to an update. */
    public Scene under(Update update) {
        String hostId = hostOf(update);
        ChangeFact change = surroundings.change(update.key().changeId());
        Candidate candidate = Candidate.of(
                definition().map(Definition::labels).orElse(Map.of()),
                surroundings.host(hostId).map(HostFact::labels).orElse(Map.of()),
                update.replacements().stream().map(Replacement::portion).toList(),
                change.severity());
        return Selection.find(surroundings.policies(), candidate)
                .map(found -> under(found, update, change))
                .orElse(this);
    }

    private Scene under(Policy found, Update update, ChangeFact change) {
        Terms asked = Terms.of(found, update, change, vm.past(), now);
        return new Scene(vm, surroundings, timing.by(found), now, Optional.of(asked));
    }

    /**
     * Whether the VM has the new volumes beside an update's own mark: the hand did its work, whether its answer was lost or the grant was
     * given back since. A hand is told once more, which changes nothing and answers that it is done; from then on the VM is judged, or
     * rolled back.
     */
    public boolean isThere(Update update) {
        return vm.unreadable().isEmpty()
                && definition()
                        .filter(definition -> definition
                                .updateId()
                                .filter(update.id()::equals)
                                .isPresent())
                        .filter(definition -> resolved(update).stream()
                                .allMatch(replacement -> Slots.configured(definition, replacement) == Slots.Match.NEW))
                        .isPresent();
    }

    /** Returns how far Slackwater may go. */
    public Mode mode() {
        return terms.map(Terms::mode).orElse(Mode.SHUT_OFF);
    }

    /** Whether bringing the VM to a new definition now means restarting it. */
    public boolean restarts() {
        return mode().mayRestart() && isRunning();
    }

    /** Whether the VM is known to run. */
    public boolean isRunning() {
        return onlySighting()
                .flatMap(Sighting::power)
                .filter(power -> power.state().isRunning())
                .isPresent();
    }

    private Replacement resolved(Update update, Replacement replacement) {
        return target(update, replacement)
                .filter(VolumeFact::present)
                .map(fact -> replacement.towards(fact.volume()))
                .orElse(replacement);
    }
}
