package io.slackwater.planning.plan;

import io.slackwater.executor.budget.Heard;
import io.slackwater.executor.policy.Policy;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.history.Life;
import io.slackwater.planning.history.Rhythm;
import io.slackwater.planning.play.Fate;
import io.slackwater.planning.play.Opening;
import io.slackwater.planning.play.Participant;
import io.slackwater.planning.play.Play;
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
    private final List<Subject> subjects;
    private final Instant now;

    Forecaster(Fleet fleet, Settings settings, List<Subject> subjects, Instant now) {
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
    record Foretold(Forecast forecast, Map<String, Fate> middle) {}

    Foretold foretell() {
        List<Subject> taking = subjects.stream()
                .filter(subject -> subject.plan().outlook().group() != Group.HELD)
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
        Map<String, Fate> middle = new TreeMap<>();
        plays.get(PLAYS / 2).fates().forEach(fate -> middle.put(fate.vmId(), fate));
        return new Foretold(new Forecast(expected, milestones, PLAYS, end()), middle);
    }

    /**
     * A play that is over.
     *
     * @param proved when the VMs of which it is expected were proved, earliest first
     */
    private record Played(List<Fate> fates, int expected, List<Instant> proved) {

        /** Returns when so many were proved; empty where fewer were, or none is asked for. */
        Optional<Instant> reached(int vms) {
            return vms == 0 || vms > proved.size() ? Optional.empty() : Optional.of(proved.get(vms - 1));
        }
    }

    private Played play(List<Subject> taking, int number) {
        List<Participant> participants =
                taking.stream().map(subject -> participant(subject, number)).toList();
        List<Fate> fates = Play.run(opening(), participants);
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

    private Participant participant(Subject subject, int number) {
        SplittableRandom luck = new SplittableRandom(31L * subject.vm().id().hashCode() + number);
        Life life = Rhythm.of(subject.vm().history(), now).life(luck::nextDouble);
        return new Participant(
                subject.request(), subject.chances(), subject.policy().conduct(), life, subject.appliedIn());
    }

    private Opening opening() {
        List<Heard> heard = new ArrayList<>();
        fleet.vms()
                .forEach(vm ->
                        fleet.heard(vm).filter(last -> last.phase().isFinal()).ifPresent(heard::add));
        subjects.forEach(subject -> heard.add(subject.heard()));
        return new Opening(
                now,
                end(),
                settings.limits(),
                name -> fleet.policy(name).map(Policy::rollout),
                new Standpoint(fleet).facts(heard.size(), now),
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
