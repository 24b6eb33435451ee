package io.slackwater.planning.plan;

import io.slackwater.executor.budget.Affiliation;
import io.slackwater.executor.budget.Ask;
import io.slackwater.executor.budget.Heard;
import io.slackwater.executor.budget.Request;
import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Modifiable;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.modifiable.Terms;
import io.slackwater.executor.modifiable.WeakProof;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.selection.Candidate;
import io.slackwater.executor.policy.selection.Explanation;
import io.slackwater.executor.policy.selection.Selection;
import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Definition;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.planning.fleet.KnownChange;
import io.slackwater.planning.play.Chances;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the VMs that a change concerns, with what is against each. */
final class Subjects {

    private final Fleet fleet;
    private final Settings settings;
    private final KnownChange change;
    private final Instant now;
    private final Policy builtIn;
    private final Standpoint standpoint;
    private final Outlooks outlooks;
    private final SlotChanges slotChanges;

    Subjects(Fleet fleet, Settings settings, KnownChange change, Instant now, Instant end) {
        this.fleet = fleet;
        this.settings = settings;
        this.change = change;
        this.now = now;
        this.builtIn = settings.builtIn();
        this.standpoint = new Standpoint(fleet);
        this.outlooks = new Outlooks(now, end);
        this.slotChanges = new SlotChanges(fleet, change);
    }

    List<Subject> all() {
        return fleet.vms().stream().flatMap(vm -> subject(vm).stream()).toList();
    }

    private Optional<Subject> subject(FleetVm vm) {
        Optional<Update> open = vm.vm().updates().stream()
                .filter(update -> update.key().changeId().equals(change.id()))
                .reduce((earlier, later) -> later);
        return open.filter(update -> update.stage().isInFlight())
                .or(() -> fleet.need(vm).map(need -> open.orElseGet(() -> Updates.needed(vm.id(), need, now))))
                .map(update -> subject(vm, update));
    }

    private Subject subject(FleetVm vm, Update update) {
        Scene scene = new Scene(vm.vm(), fleet.surroundings(), settings.timing(), now).under(update);
        Policy policy = scene.terms().map(Terms::policy).orElse(builtIn);
        Chances chances = new Chances(policy, change.severity(), update.requiredAt());
        boolean isGranted = isGranted(update.stage());
        List<Blocker> blockers =
                isGranted ? update.shown() : Modifiable.evaluate(scene, update).blockers();
        Outlook outlook = outlooks.of(vm.history(), chances, blockers);
        Map<String, String> labels = scene.definition().map(Definition::labels).orElse(Map.of());
        String pace = scene.terms().map(terms -> terms.policy().id().name()).orElse("");
        Request request = request(vm, update, isGranted, new Affiliation(pace, labels));
        VmPlan plan = new VmPlan(
                vm.id(),
                scene.definition().map(Definition::name).orElse(""),
                request.hostId(),
                explanation(request.hostId(), labels, update),
                isGranted ? List.of() : slotChanges.of(request.hostId(), scene, update),
                isGranted ? blockers : withDecided(policy, blockers),
                outlook,
                staysUpOnly(scene, policy),
                0);
        return new Subject(
                vm,
                plan,
                update,
                policy,
                chances,
                request,
                isGranted ? fleet.heard(vm).orElseGet(() -> waiting(request)) : waiting(request),
                isGranted ? Optional.of(update.admission().map(Admission::wave).orElse(0)) : Optional.empty());
    }

    private boolean staysUpOnly(Scene scene, Policy policy) {
        boolean hasKernelRelease =
                scene.surroundings().change(change.id()).kernelRelease().isPresent();
        return scene.definition()
                .filter(definition -> WeakProof.isEnough(definition, policy, hasKernelRelease))
                .isPresent();
    }

    /** What a person decides about all of them tells nothing of the VM, so that its outlook is without it. */
    private List<Blocker> withDecided(Policy policy, List<Blocker> blockers) {
        return Stream.concat(standpoint.decided(policy, now).stream(), blockers.stream())
                .toList();
    }

    private Explanation explanation(String hostId, Map<String, String> labels, Update update) {
        Map<String, String> hostLabels =
                fleet.surroundings().host(hostId).map(HostFact::labels).orElse(Map.of());
        List<String> portions =
                update.replacements().stream().map(Replacement::portion).toList();
        return Selection.explain(
                fleet.surroundings().policies(),
                builtIn,
                Candidate.of(labels, hostLabels, portions, change.severity()));
    }

    private Request request(FleetVm vm, Update update, boolean isGranted, Affiliation affiliation) {
        String hostId = vm.placement().map(place -> place.hostId()).orElse(update.hostId());
        int attempt = update.stage().attempt() + (isGranted ? 0 : 1);
        return new Request(update.id(), Ask.logged(attempt), vm.id(), hostId, change.id(), affiliation);
    }

    private Heard waiting(Request request) {
        return new Heard(request, Phase.REQUIRED, 0, Set.of(), now);
    }

    private static boolean isGranted(Stage stage) {
        return stage instanceof Stage.Granted
                || stage instanceof Stage.AwaitingStart
                || stage instanceof Stage.Verifying;
    }
}
