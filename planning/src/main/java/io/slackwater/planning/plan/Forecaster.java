package io.slackwater.planning.plan;

import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.policy.Policy;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.forecast.Participant;
import io.slackwater.planning.forecast.RolloutRun;
import io.slackwater.planning.forecast.RunStart;
import io.slackwater.planning.forecast.VmResult;
import io.slackwater.planning.history.PowerPattern;
import io.slackwater.planning.history.PowerTimeline;
import io.slackwater.planning.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Foretells the rollout by playing it through several times. In each play every VM goes off at times that are drawn from its own
 * history, always the same in the same play, so that the spread is that of the past and not that of the middle of each VM's past.
 */
final class Forecaster {

    static final Duration HORIZON = Duration.ofDays(180);

    private static final int PLAYS = 5;
    private static final int[] PERCENTS = {50, 90, 99, 100};

    private final Fleet fleet;
    private final Settings settings;
    private final List<PlannedVm> subjects;
    private final Instant now;

    Forecaster(Fleet fleet, Settings settings, List<PlannedVm> subjects, Instant now) {
        this.fleet = fleet;
        this.settings = settings;
        this.subjects = subjects;
        this.now = now;
    }

    /**
     * What was foretold.
     *
     * @param middle what became of each VM in the middle play, by its id
     */
    record Foretold(Forecast forecast, Map<String, VmResult> middle) {}

    Foretold foretell() {
        List<PlannedVm> taking = subjects.stream()
                .filter(plannedVm -> plannedVm.plan().outlook().group() != Group.HELD)
                .toList();
        List<Played> plays = new ArrayList<>();
        for (int number = 0; number < PLAYS; number++) {
            plays.add(play(taking, number));
        }
        plays.sort(Comparator.comparing(played -> lastWhereNever(played.reached(most(90, played.expected())))));
        List<Milestone> milestones = new ArrayList<>();
        int expected = plays.get(0).expected();
        for (int percent : PERCENTS) {
            milestones.add(milestone(percent, plays));
        }
        Map<String, VmResult> middle = new TreeMap<>();
        plays.get(PLAYS / 2).fates().forEach(vmResult -> middle.put(vmResult.vmId(), vmResult));
        return new Foretold(new Forecast(expected, milestones, PLAYS, end()), middle);
    }

    /**
     * A play that is over.
     *
     * @param proved when the VMs of which it is expected were proved, earliest first
     */
    private record Played(List<VmResult> fates, int expected, List<Instant> proved) {

        /** Returns when so many were proved; empty where fewer were, or none is asked for. */
        Optional<Instant> reached(int vms) {
            return vms == 0 || vms > proved.size() ? Optional.empty() : Optional.of(proved.get(vms - 1));
        }
    }

    private Played play(List<PlannedVm> taking, int number) {
        List<Participant> participants =
                taking.stream().map(plannedVm -> participant(plannedVm, number)).toList();
        List<VmResult> fates = RolloutRun.run(opening(), participants);
        List<Instant> proved = new ArrayList<>();
        int expected = 0;
        for (int index = 0; index < taking.size(); index++) {
            if (taking.get(index).plan().outlook().group() == Group.EXPECTED) {
                expected++;
                fates.get(index).verifiedAt().ifPresent(proved::add);
            }
        }
        proved.sort(Comparator.naturalOrder());
        return new Played(fates, expected, proved);
    }

    private Participant participant(PlannedVm plannedVm, int number) {
        SplittableRandom luck = new SplittableRandom(31L * plannedVm.vm().id().hashCode() + number);
        PowerTimeline powerTimeline =
                PowerPattern.of(plannedVm.vm().history(), now).life(luck::nextDouble);
        return new Participant(
                plannedVm.request(),
                plannedVm.chances(),
                plannedVm.policy().execution(),
                powerTimeline,
                plannedVm.appliedIn());
    }

    private RunStart opening() {
        List<UpdateStatus> heard = new ArrayList<>();
        fleet.vms()
                .forEach(vm ->
                        fleet.heard(vm).filter(last -> last.phase().isFinal()).ifPresent(heard::add));
        subjects.forEach(plannedVm -> heard.add(plannedVm.heard()));
        return new RunStart(
                now,
                end(),
                settings.limits(),
                name -> fleet.policy(name).map(Policy::rollout),
                new RolloutBaseline(fleet).facts(heard.size(), now),
                heard);
    }

    private Instant end() {
        return now.plus(HORIZON);
    }

    private static Milestone milestone(int percent, List<Played> plays) {
        int vms = most(percent, plays.get(0).expected());
        List<Optional<Instant>> reached = plays.stream()
                .map(played -> played.reached(vms))
                .sorted(Comparator.comparing(Forecaster::lastWhereNever))
                .toList();
        return new Milestone(
                percent, vms, reached.get(0), reached.get(reached.size() / 2), reached.get(reached.size() - 1));
    }

    private static Instant lastWhereNever(Optional<Instant> reached) {
        return reached.orElse(Instant.MAX);
    }

    private static int most(int percent, int vms) {
        return (int) (((long) vms * percent + 99) / 100);
    }
}
