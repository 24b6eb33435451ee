package io.slackwater.planning.plan;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.KnownChange;
import io.slackwater.planning.forecast.VmResult;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans a change. It decides by the services' own decision code, and nothing comes of it. */
public final class Planner {

    private static final int NAMED = 5;

    private final Fleet fleet;
    private final Settings settings;
    private final Instant now;

    private Planner(Fleet fleet, Settings settings, Instant now) {
        this.fleet = fleet;
        this.settings = settings;
        this.now = now;
    }

    /**
     * Plans the change of a fleet.
     *
     * @param now as of when; not before the last record that the fleet was folded from
     * @return the plan; empty where the log does not know the change
     */
    public static Optional<Plan> plan(Fleet fleet, Settings settings, Instant now) {
        return fleet.change().map(change -> new Planner(fleet, settings, now).plan(change));
    }

    private Plan plan(KnownChange change) {
        List<PlannedVm> subjects = new PlannedVms(fleet, settings, change, now, now.plus(Forecaster.HORIZON)).all();
        Forecaster.Foretold foretold = new Forecaster(fleet, settings, subjects, now).foretell();
        List<VmPlan> vms = subjects.stream()
                .map(plannedVm -> plannedVm.plan().in(wave(foretold, plannedVm)))
                .toList();
        return new Plan(
                change,
                now,
                fleet.vms().stream()
                        .flatMap(vm -> vm.history().heardFrom().stream())
                        .min(Comparator.naturalOrder()),
                vms,
                waves(foretold.middle().values()),
                new StoreNeeds(fleet, change, settings.headroom()).of(subjects),
                foretold.forecast(),
                done(),
                newer(change, subjects),
                (int) fleet.vms().stream()
                        .filter(vm -> !fleet.unknownVolumes(vm).isEmpty())
                        .count(),
                new Notes(fleet, change).of(subjects));
    }

    private static int wave(Forecaster.Foretold foretold, PlannedVm plannedVm) {
        return Optional.ofNullable(foretold.middle().get(plannedVm.vm().id()))
                .map(VmResult::wave)
                .orElse(0);
    }

    private int done() {
        return (int) fleet.vms().stream()
                .flatMap(vm -> fleet.heard(vm).stream())
                .filter(status -> status.phase() == io.slackwater.domain.update.Phase.VERIFIED)
                .count();
    }

    private int newer(KnownChange change, List<PlannedVm> subjects) {
        if (change.withdrawn().isPresent()) {
            return 0;
        }
        long would = fleet.vms().stream().filter(fleet::wouldNeed).count();
        long does = subjects.stream()
                .filter(plannedVm -> plannedVm.appliedIn().isEmpty())
                .count();
        return (int) Math.max(0, would - does);
    }

    private List<WavePlan> waves(Collection<VmResult> fates) {
        Map<String, Map<Integer, List<VmResult>>> byPolicy = fates.stream()
                .filter(vmResult -> vmResult.wave() > 0)
                .collect(Collectors.groupingBy(
                        VmResult::policy,
                        TreeMap::new,
                        Collectors.groupingBy(VmResult::wave, TreeMap::new, Collectors.toList())));
        List<WavePlan> waves = new ArrayList<>();
        byPolicy.forEach(
                (policy, ofPolicy) -> ofPolicy.forEach((number, members) -> waves.add(wave(policy, number, members))));
        return waves;
    }

    private WavePlan wave(String policy, int number, List<VmResult> members) {
        List<String> unproved = members.stream()
                .filter(vmResult -> vmResult.verifiedAt().isEmpty())
                .map(VmResult::vmId)
                .toList();
        Optional<Instant> ends = members.stream()
                .flatMap(vmResult -> vmResult.verifiedAt().stream())
                .max(Comparator.naturalOrder());
        return new WavePlan(
                policy,
                number,
                number == 1 && pace(policy).canary().isPresent(),
                members.size(),
                members.stream()
                        .flatMap(vmResult -> vmResult.grantedAt().stream())
                        .min(Comparator.naturalOrder()),
                unproved.isEmpty() ? ends : Optional.empty(),
                unproved.stream().limit(NAMED).toList());
    }

    private WaveRules pace(String policy) {
        return fleet.policy(policy)
                .map(Policy::rollout)
                .map(RolloutRules::waves)
                .orElse(WaveRules.AT_ONCE);
    }
}
