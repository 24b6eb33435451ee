package io.slackwater.inventory.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.slackwater.topology.match.MatchMetrics;
import io.slackwater.worker.watch.HostWatchStatuses;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What the service measures of itself. */
@Singleton
public final class InventoryMetrics implements MatchMetrics, HostWatchStatuses.ResyncMeter {

    private static final Logger LOG = Logger.getLogger(InventoryMetrics.class);

    private final Map<Integer, Map<String, Long>> unknownVolumes = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Counter opened;
    private final Counter scanned;
    private final Counter malformed;
    private final Timer resyncs;

    InventoryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.opened = Counter.builder("slackwater.inventory.updates.opened")
                .description("Updates that became required")
                .register(registry);
        this.scanned = Counter.builder("slackwater.inventory.fanout.rows")
                .description("VMs that were looked at for changes and volumes")
                .register(registry);
        this.malformed = Counter.builder("slackwater.inventory.domains.malformed")
                .description("Domains that could not be understood when they were read")
                .register(registry);
        this.resyncs = Timer.builder("slackwater.inventory.resync")
                .description("Reading a host from end to end and publishing the difference")
                .register(registry);
    }

    /** Measures the hosts of a board. */
    public void watch(HostWatchStatuses board) {
        registry.gauge(
                "slackwater.inventory.vms.unknown.volume", unknownVolumes, partitions -> partitions.values().stream()
                        .flatMap(changes -> changes.values().stream())
                        .mapToLong(Long::longValue)
                        .sum());
        registry.gauge("slackwater.inventory.hosts.watched", board, hosts -> hosts.hosts()
                .size());
        registry.gauge("slackwater.inventory.hosts.reachable", board, hosts -> hosts.hosts().values().stream()
                .filter(HostWatchStatuses.Status::reachable)
                .count());
        registry.gauge("slackwater.inventory.vms", board, hosts -> hosts.hosts().values().stream()
                .mapToInt(HostWatchStatuses.Status::vms)
                .sum());
    }

    @Override
    public void opened() {
        opened.increment();
    }

    @Override
    public void scanned(int rows) {
        scanned.increment(rows);
    }

    @Override
    public void unknownVolumes(int partition, Map<String, Long> vms) {
        Map<String, Long> before = Objects.requireNonNullElse(unknownVolumes.put(partition, vms), Map.of());
        vms.forEach((changeId, count) -> {
            if (!before.containsKey(changeId)) {
                LOG.warnf(
                        "VMs of partition %d may need change %s but run from volumes that this log does not know: %d;"
                                + " its rollout stays open",
                        partition, changeId, count);
            }
        });
    }

    /** Returns how many VMs of this instance run from volumes that the log does not know, by the change that they may need. */
    Map<String, Long> unknownVolumes() {
        Map<String, Long> sum = new TreeMap<>();
        unknownVolumes
                .values()
                .forEach(partition -> partition.forEach((change, vms) -> sum.merge(change, vms, Long::sum)));
        return sum;
    }

    @Override
    public void resynced(Duration took) {
        resyncs.record(took);
    }

    @Override
    public void malformed() {
        malformed.increment();
    }
}
