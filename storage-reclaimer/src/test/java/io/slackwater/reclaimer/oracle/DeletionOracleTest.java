package io.slackwater.reclaimer.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import io.slackwater.reclaimer.hands.Bandwidth;
import io.slackwater.reclaimer.hands.HandFactory;
import io.slackwater.reclaimer.hands.Lifetime;
import io.slackwater.reclaimer.hands.Order;
import io.slackwater.reclaimer.hands.OrderWork;
import io.slackwater.reclaimer.hands.Report;
import io.slackwater.reclaimer.hands.StagingLimits;
import io.slackwater.reclaimer.oracle.Truth.Listed;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.Command;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has the hand delete every volume of randomly made layouts on a real host, and an oracle say whether it should have. More layouts,
 * or those of a seed that disagreed: {@code -Doracle.layouts=1000 -Doracle.seed=42}.
 */
class DeletionOracleTest {

    private static final Logger LOG = Logger.getLogger(DeletionOracleTest.class);
    private static final Set<String> CANNOT_TELL = Set.of("REFERENCE_UNCLEAR", "HOST_UNREACHABLE");

    private final Map<String, Integer> counts = new TreeMap<>();

    @Test
    void shouldDeleteExactlyWhatNothingUses(@TempDir Path directory) throws Exception {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        int layouts = Integer.getInteger("oracle.layouts", 25);
        long seed = Long.getLong("oracle.seed", System.currentTimeMillis());
        try (LibvirtHost host = LibvirtHost.start(directory, 1);
                VirshSession virsh = new VirshSession(host.uri());
                HostConnection connection = new StandardHypervisors().open(host.uri())) {
            for (int layout = 0; layout < layouts; layout++) {
                judge(seed + layout, host, virsh, connection);
            }
        } finally {
            LOG.infof("%d layouts from seed %d: %s", layouts, seed, counts);
        }
    }

    private void judge(long seed, LibvirtHost host, VirshSession virsh, HostConnection connection) throws Exception {
        OrderWork hand =
                HandFactory.work(site -> connection, new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
        virsh.forget();
        try (RandomLayout layout = new RandomLayout(host.storage(), seed, virsh)) {
            Map<String, String> stores = mark(host, connection);
            Truth truth = new Truth(virsh);
            String known = truth.toString();
            List<Listed> volumes = new ArrayList<>(truth.volumes());
            Collections.shuffle(volumes, new Random(seed));
            for (Listed volume : volumes) {
                if (!Files.exists(Path.of(volume.path())) || StoreMarker.isMarker(volume.name())) {
                    // Deleted already by its other pool or as what a link leads to.
                    continue;
                }
                Report report = hand.on(order(host, stores.get(volume.pool()), volume), lifetime(), moving -> {});
                Optional<String> disagreement = judge(truth, volume, report);
                assertThat(disagreement)
                        .as(
                                "-Doracle.layouts=1 -Doracle.seed=%d%nvolume %s: %s%nowner: %s%n%s",
                                seed, volume, report, String.join("\n", virsh.forget()), known)
                        .isEmpty();
            }
            assertThat(layout).isNotNull();
        }
        count("layouts");
    }

    private Optional<String> judge(Truth truth, Listed volume, Report report) {
        Set<String> reasons = truth.reasons(volume);
        if (report instanceof Report.Deleted) {
            count("deleted");
            truth.deleted();
            boolean isGone = !Files.exists(Path.of(volume.path()));
            if (!reasons.isEmpty()) {
                return Optional.of("deleted, though in use: " + reasons);
            }
            return isGone ? Optional.empty() : Optional.of("called deleted, and is there");
        }
        if (!(report instanceof Report.Referenced kept)) {
            return Optional.of("neither deleted nor kept");
        }
        Set<String> codes = kept.blockers().stream()
                .map(Blocker::code)
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
        codes.forEach(code -> count("kept " + code));
        return reasons.isEmpty() ? againstKept(truth, volume, codes) : againstReasons(truth, volume, reasons, codes);
    }

    /** A free volume may be kept only where nobody but the oracle can tell that it is free. */
    private Optional<String> againstKept(Truth truth, Listed volume, Set<String> codes) {
        count("kept though free");
        boolean isExcused = (truth.isUnclear() && CANNOT_TELL.containsAll(codes)) || truth.hasLinks(volume);
        return !codes.isEmpty() && isExcused ? Optional.empty() : Optional.of("kept, though free: " + codes);
    }

    /**
     * Every reason is named, except for what the images' headers alone tell: they are read only where nothing else was found, so
     * another reason may stand for it.
     */
    private static Optional<String> againstReasons(Truth truth, Listed volume, Set<String> reasons, Set<String> codes) {
        Set<String> unnamed = new TreeSet<>(reasons);
        unnamed.removeAll(codes);
        if (!codes.isEmpty()) {
            unnamed.remove("USED_BY_BACKING_CHAIN");
        }
        boolean isExcused = (truth.isUnclear() && !Collections.disjoint(codes, CANNOT_TELL))
                || (truth.isDataFile(volume) && !codes.isEmpty());
        return unnamed.isEmpty() || isExcused ? Optional.empty() : Optional.of("kept without its reason " + unnamed);
    }

    /** Marks the pools as a watcher does, and returns which store each is: two pools of one directory are one. */
    private static Map<String, String> mark(LibvirtHost host, HostConnection connection) throws HypervisorException {
        Map<String, String> stores = new TreeMap<>();
        for (StoragePool pool : connection.pools()) {
            if (pool.active()) {
                StoragePool fresh = connection.pool(pool.name()).orElseThrow();
                stores.put(pool.name(), StoreMarker.ensure(connection, fresh, host.name() + "/" + pool.name()));
            }
        }
        return stores;
    }

    private static Order order(LibvirtHost host, String store, Listed volume) {
        return new Order(
                "command",
                Command.Type.RECLAIM,
                new VolumeRef(store, volume.name(), volume.path()),
                List.of(new Order.Site(host.name(), host.uri(), volume.pool())),
                Optional.empty());
    }

    private static Lifetime lifetime() {
        return new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
