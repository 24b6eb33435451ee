package io.slackwater.planning.plan;

import io.slackwater.executor.policy.Pace;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.RolloutRules;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.KnownChange;
import io.slackwater.planning.play.Fate;
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
        List<Subject> subjects = new Subjects(fleet, settings, change, now, now.plus(Forecaster.HORIZON)).all();
        Forecaster.Foretold foretold = new Forecaster(fleet, settings, subjects, now).foretell();
        List<VmPlan> vms = subjects.stream()
                .map(subject -> subject.plan().in(wave(foretold, subject)))
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

    private static int wave(Forecaster.Foretold foretold, Subject subject) {
        return Optional.ofNullable(foretold.middle().get(subject.vm().id()))
                .map(Fate::wave)
                .orElse(0);
    }

    private int done() {
        return (int) fleet.vms().stream()
                .flatMap(vm -> fleet.heard(vm).stream())
                .filter(heard -> heard.phase() == io.slackwater.executor.update.Phase.VERIFIED)
                .count();
    }

    private int newer(KnownChange change, List<Subject> subjects) {
        if (change.withdrawn().isPresent()) {
            return 0;
        }
        long would = fleet.vms().stream().filter(fleet::wouldNeed).count();
        long does = subjects.stream()
                .filter(subject -> subject.appliedIn().isEmpty())
                .count();
        return (int) Math.max(0, would - does);
    }

    private List<WavePlan> waves(Collection<Fate> fates) {
        Map<String, Map<Integer, List<Fate>>> byPolicy = fates.stream()
                .filter(fate -> fate.wave() > 0)
                .collect(Collectors.groupingBy(
                        Fate::policy,
                        TreeMap::new,
                        Collectors.groupingBy(Fate::wave, TreeMap::new, Collectors.toList())));
        List<WavePlan> waves = new ArrayList<>();
        byPolicy.forEach(
                (policy, ofPolicy) -> ofPolicy.forEach((number, members) -> waves.add(wave(policy, number, members))));
        return waves;
    }

    private WavePlan wave(String policy, int number, List<Fate> members) {
        List<String> unproved = members.stream()
                .filter(fate -> fate.verifiedAt().isEmpty())
                .map(Fate::vmId)
                .toList();
        Optional<Instant> ends =
                members.stream().flatMap(fate -> fate.verifiedAt().stream()).max(Comparator.naturalOrder());
        return new WavePlan(
                policy,
                number,
                number == 1 && pace(policy).canary().isPresent(),
                members.size(),
                members.stream().flatMap(fate -> fate.grantedAt().stream()).min(Comparator.naturalOrder()),
                unproved.isEmpty() ? ends : Optional.empty(),
                unproved.stream().limit(NAMED).toList());
    }

    private Pace pace(String policy) {
        return fleet.policy(policy).map(Policy::rollout).map(RolloutRules::pace).orElse(Pace.AT_ONCE);
    }
}
