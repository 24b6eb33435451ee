package io.slackwater.simulation;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.domain.update.AttemptLimits;
import io.slackwater.simulation.policy.PolicyScript;
import io.slackwater.simulation.process.Partitions;
import io.slackwater.topology.update.shared.BuiltInPolicy;
import io.slackwater.topology.update.shared.ExecutorSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How large a run is and by which settings the services go, from its seed.
 *
 * @param changes how many changes come
 * @param unrest how long things go wrong, in milliseconds
 * @param regime the policy of the log; empty where there is none, and the settings say it all
 * @param mischief by how much more than usual things go wrong; 0: not at all
 * @param isShared whether the hosts have one store together, and VMs move between them
 */
public record Shape(
        int hosts,
        int vms,
        int changes,
        long unrest,
        double mischief,
        Settings settings,
        Optional<PolicyScript> regime,
        boolean isShared) {

    private static final int LARGE_EVERY = 500;
    private static final int LARGE_VMS = 1_000;
    private static final double SHARED = 0.4;
    private static final Duration IN_FLIGHT = Duration.ofMinutes(2);
    private static final Duration AUDIT_PERIOD = Duration.ofDays(400);

    /** The settings of the services. */
    public record Settings(Partitions partitions, ExecutorSettings executor, ReclaimRules rules) {}

    /** Returns the shape of a run. Most are small; one of 500 has a thousand VMs or more, and less happens to each. */
    static Shape of(long seed) {
        SeededRandom random = new SeededRandom(seed ^ 0x5DEECE66DL, 1);
        boolean isLarge = Math.floorMod(seed, LARGE_EVERY) == LARGE_EVERY - 1;
        int hosts = (int) (isLarge ? random.between(8, 16) : random.between(1, 3));
        int vms = (int) (isLarge ? random.between(LARGE_VMS, 2L * LARGE_VMS) : random.between(2, 12));
        double[] mischiefs = {0, 0.5, 1, 1, 2, 4};
        double mischief = mischiefs[(int) random.between(0, mischiefs.length - 1)];
        long unrest = isLarge ? random.between(60_000, 90_000) : random.between(60_000, 240_000);
        Settings settings = settings(random, new SeededRandom(seed ^ 0x6C078965L, 1), isLarge);
        int changes = (int) random.between(1, 4);
        SeededRandom turns = new SeededRandom(seed ^ 0x2545F491L, 1);
        boolean isShared = hosts > 1 && !isLarge && new SeededRandom(seed ^ 0x1B873593L, 1).happens(SHARED);
        return new Shape(
                hosts, vms, changes, unrest, mischief, settings, PolicyScript.of(random, turns, isLarge), isShared);
    }

    private static ExecutorSettings executor(Timing timing, BudgetLimits budgetLimits, Duration leaseTime) {
        LeaseTimes leaseTimes = new LeaseTimes(leaseTime, IN_FLIGHT);
        return new ExecutorSettings(
                timing, budgetLimits, leaseTimes, AUDIT_PERIOD, BuiltInPolicy.of(timing, budgetLimits));
    }

    private static Settings settings(SeededRandom random, SeededRandom paces, boolean isLarge) {
        Timing timing = new Timing(
                Duration.ofMillis(random.between(500, 6_000)),
                Duration.ofSeconds(random.between(4, 12)),
                Duration.ofSeconds(random.between(2, 6)),
                Duration.ofSeconds(random.between(2, 5)),
                Duration.ofSeconds(random.between(3, 8)),
                Duration.ofSeconds(random.between(1, 4)),
                new AttemptLimits(5, 3));
        int most = isLarge ? 200 : 4;
        BudgetLimits budgetLimits = new BudgetLimits(
                (int) random.between(1, most), (int) random.between(most, 4L * most), (int) random.between(1, most));
        ReclaimRules.Times times = new ReclaimRules.Times(
                Duration.ofSeconds(random.between(5, 15)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
        ReclaimRules.DeleteRateLimit deleteRate = new ReclaimRules.DeleteRateLimit(
                Duration.ofMillis(paces.between(0, 300)),
                Duration.ofMillis(paces.between(0, 100)),
                Duration.ofSeconds(paces.between(0, 20)));
        return new Settings(
                new Partitions((int) random.between(1, 3), (int) random.between(1, 2)),
                executor(timing, budgetLimits, Duration.ofSeconds(random.between(5, 15))),
                new ReclaimRules(Duration.ofSeconds(random.between(0, 30)), 0, false, deleteRate, times));
    }
}
