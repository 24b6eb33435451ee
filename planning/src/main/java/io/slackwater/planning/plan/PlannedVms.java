package io.slackwater.planning.plan;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.EffectivePolicy;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.ModifiableResult;
import io.slackwater.domain.modifiable.StayUpVerification;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.selection.Candidate;
import io.slackwater.domain.policy.selection.PolicyResolution;
import io.slackwater.domain.policy.selection.PolicyResolver;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.planning.fleet.KnownChange;
import io.slackwater.planning.forecast.UpdateOpportunities;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the VMs that a change concerns, with what is against each. */
final class PlannedVms {

    private final Fleet fleet;
    private final Settings settings;
    private final KnownChange change;
    private final Instant now;
    private final Policy builtIn;
    private final RolloutBaseline baseline;
    private final VmForecasts vmForecasts;
    private final SlotChanges slotChanges;

    PlannedVms(Fleet fleet, Settings settings, KnownChange change, Instant now, Instant end) {
        this.fleet = fleet;
        this.settings = settings;
        this.change = change;
        this.now = now;
        this.builtIn = settings.builtIn();
        this.baseline = new RolloutBaseline(fleet);
        this.vmForecasts = new VmForecasts(now, end);
        this.slotChanges = new SlotChanges(fleet, change);
    }

    List<PlannedVm> all() {
        return fleet.vms().stream().flatMap(vm -> subject(vm).stream()).toList();
    }

    private Optional<PlannedVm> subject(FleetVm vm) {
        Optional<Update> open = vm.vm().updates().stream()
                .filter(update -> update.key().changeId().equals(change.id()))
                .reduce((earlier, later) -> later);
        return open.filter(update -> update.state().isInFlight())
                .or(() -> fleet.need(vm).map(need -> open.orElseGet(() -> Updates.needed(vm.id(), need, now))))
                .map(update -> subject(vm, update));
    }

    private PlannedVm subject(FleetVm vm, Update update) {
        DecisionContext context = new DecisionContext(vm.vm(), fleet.catalogue(), settings.timing(), now).under(update);
        Policy policy = context.policy().map(EffectivePolicy::policy).orElse(builtIn);
        UpdateOpportunities opportunities = new UpdateOpportunities(policy, change.severity(), update.requiredAt());
        boolean isGranted = isGranted(update.state());
        List<Blocker> blockers = isGranted
                ? update.blockers()
                : ModifiableResult.evaluate(context, update).blockers();
        // What an update shows that is under way only explains.
        boolean held = isGranted ? update.hostUnreachable() : VmForecasts.isHeld(blockers);
        VmForecast vmForecast = vmForecasts.of(vm.history(), opportunities, held);
        Map<String, String> labels =
                context.definition().map(VmDefinition::labels).orElse(Map.of());
        String pace = context.policy()
                .map(effectivePolicy -> effectivePolicy.policy().id().name())
                .orElse("");
        LeaseRequest leaseRequest = request(vm, update, isGranted, new BudgetScope(pace, labels));
        VmPlan plan = new VmPlan(
                vm.id(),
                context.definition().map(VmDefinition::name).orElse(""),
                leaseRequest.hostId(),
                explanation(leaseRequest.hostId(), labels, update),
                isGranted ? List.of() : slotChanges.of(leaseRequest.hostId(), context, update),
                isGranted ? blockers : withDecided(policy, blockers),
                vmForecast,
                staysUpOnly(context, policy),
                0);
        return new PlannedVm(
                vm,
                plan,
                update,
                policy,
                opportunities,
                leaseRequest,
                isGranted ? fleet.heard(vm).orElseGet(() -> waiting(leaseRequest)) : waiting(leaseRequest),
                isGranted ? Optional.of(update.admission().map(Admission::wave).orElse(0)) : Optional.empty());
    }

    private boolean staysUpOnly(DecisionContext context, Policy policy) {
        boolean hasKernelRelease =
                context.catalogue().change(change.id()).kernelRelease().isPresent();
        return context.definition()
                .filter(definition -> StayUpVerification.isEnough(definition, policy, hasKernelRelease))
                .isPresent();
    }

    /** What a person decides about all of them tells nothing of the VM, so that its forecast is without it. */
    private List<Blocker> withDecided(Policy policy, List<Blocker> blockers) {
        return Stream.concat(baseline.decided(policy, now).stream(), blockers.stream())
                .toList();
    }

    private PolicyResolution explanation(String hostId, Map<String, String> labels, Update update) {
        Map<String, String> hostLabels =
                fleet.catalogue().host(hostId).map(HostInfo::labels).orElse(Map.of());
        List<String> portions =
                update.replacements().stream().map(Replacement::portion).toList();
        return PolicyResolver.explain(
                fleet.catalogue().policies(), builtIn, Candidate.of(labels, hostLabels, portions, change.severity()));
    }

    private LeaseRequest request(FleetVm vm, Update update, boolean isGranted, BudgetScope scope) {
        String hostId = vm.placement().map(place -> place.hostId()).orElse(update.hostId());
        int attempt = update.state().attempt() + (isGranted ? 0 : 1);
        return new LeaseRequest(update.id(), LeaseRequestKey.logged(attempt), vm.id(), hostId, change.id(), scope);
    }

    private UpdateStatus waiting(LeaseRequest leaseRequest) {
        return new UpdateStatus(leaseRequest, Phase.REQUIRED, 0, Set.of(), now);
    }

    private static boolean isGranted(UpdateState state) {
        return state.isInFlight() && !(state instanceof UpdateState.Failed);
    }
}
