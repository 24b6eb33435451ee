package io.slackwater.planning.rehearsal;

import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.plan.Group;
import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.Planner;
import io.slackwater.planning.plan.VmPlan;
import io.slackwater.planning.settings.Settings;
import io.slackwater.schemas.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * A plan of an invented fleet, beside what then happened.
 *
 * @param plan as of the end of the history
 */
public record Rehearsal(Plan plan, ActualResult happened) {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final Duration SEEN_TO = Duration.ofDays(60);

    /** Invents a fleet, plans, and lets happen what happens. The same arguments give the same. */
    public static Rehearsal of(int vms, long seed) {
        Settings settings = Settings.of(Map.of());
        SyntheticFleet invented = new SyntheticFleet(vms, seed, NOW);
        Fleet fleet = new Fleet(
                SyntheticFleet.CHANGE,
                new PolicyReader(settings.builtIn()),
                new Supersession(DebianVersion.TEXT_ORDER));
        invented.tell(new RecordSink() {
            @Override
            public <T extends SpecificRecord> void tell(Topic<T> topic, String key, T value, Instant publishedAt) {
                fleet.hear(value, publishedAt);
            }
        });
        Plan plan = Planner.plan(fleet, settings, NOW).orElseThrow();
        invented.hosts().forEach(host -> fleet.hear(Records.staged(host, NOW), NOW));
        return new Rehearsal(plan, RehearsalRun.of(invented, fleet, settings, seed, NOW, NOW.plus(SEEN_TO)));
    }

    /**
     * Returns when so many of the VMs that were expected were verified.
     *
     * @return empty where fewer were until the end, or none is asked for
     */
    public Optional<Instant> verified(int vms) {
        List<Instant> times = plan.of(Group.EXPECTED).stream()
                .flatMap(vm -> Optional.ofNullable(happened.verifiedAt().get(vm.vmId())).stream())
                .sorted()
                .toList();
        return vms == 0 || vms > times.size() ? Optional.empty() : Optional.of(times.get(vms - 1));
    }

    /** Compares the stragglers that were foretold with the VMs that were in fact never modifiable. */
    public Stragglers stragglers() {
        Set<String> foretold = plan.stragglers().stream().map(VmPlan::vmId).collect(Collectors.toSet());
        Set<String> were = plan.vms().stream()
                .map(VmPlan::vmId)
                .filter(vmId -> !happened.modifiableAt().containsKey(vmId))
                .collect(Collectors.toSet());
        int both = (int) foretold.stream().filter(were::contains).count();
        return new Stragglers(foretold.size(), were.size(), both);
    }

    /**
     * Stragglers, counted.
     *
     * @param foretold by the plan
     * @param were that were never modifiable afterwards
     * @param both that are both
     */
    public record Stragglers(int foretold, int were, int both) {

        /** Returns how many of those that were foretold came to be, from 0 to 1. */
        public double precision() {
            return foretold == 0 ? 1 : (double) both / foretold;
        }

        /** Returns how many of those that came to be were foretold, from 0 to 1. */
        public double recall() {
            return were == 0 ? 1 : (double) both / were;
        }
    }

    /** Returns how far off the likely next times were: for each VM that was expected and came, the time between the two, rising. */
    public List<Duration> offBy() {
        return plan.of(Group.EXPECTED).stream()
                .filter(vm -> vm.outlook().likelyNext().isPresent()
                        && happened.modifiableAt().containsKey(vm.vmId()))
                .map(vm -> Duration.between(
                                vm.outlook().likelyNext().orElseThrow(),
                                happened.modifiableAt().get(vm.vmId()))
                        .abs())
                .sorted()
                .toList();
    }
}
