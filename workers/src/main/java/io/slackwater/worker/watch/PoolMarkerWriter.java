package io.slackwater.worker.watch;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.HostStore;
import io.slackwater.worker.watch.observe.StoreIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Marks the unmarked pools of an ACTIVE host, and reports each store whose marker is new. A pool that showed a marker
 * once and shows none now is left alone: there may be nothing mounted on its directory.
 */
public final class PoolMarkerWriter {

    private static final Logger LOG = Logger.getLogger(PoolMarkerWriter.class);

    private final String hostId;
    private final MarkerProjection log;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private volatile boolean active;
    private volatile boolean due;
    private long readBefore;

    /** The marking of one host's pools, which writes nothing until the host is ACTIVE. */
    public PoolMarkerWriter(String hostId, MarkerProjection log) {
        this.hostId = hostId;
        this.log = log;
    }

    /** Takes note of what may be done on the host; once it is ACTIVE, it is to be read again. */
    public void mode(boolean isActive) {
        if (isActive && !active) {
            due = true;
        }
        active = isActive;
    }

    /** Whether the host became ACTIVE since it was read, and its pools are to be marked. */
    boolean isDue() {
        return due;
    }

    /**
     * Reads the pools of the host, and marks those that are to be marked. What the log says of markers is noted before: what this
     * reading does not show of them, the host does not have.
     */
    List<StoragePool> read(HostConnection host) throws HypervisorException {
        readBefore = log.read();
        due = active && !log.isWhole();
        failures.clear();
        List<StoragePool> pools = new ArrayList<>();
        for (StoragePool pool : host.pools()) {
            pools.add(active && isUnmarked(pool) ? marked(host, pool) : pool);
        }
        return pools;
    }

    /** Returns how many events of markers were known when the host was begun to be read. */
    long readBefore() {
        return readBefore;
    }

    /** Returns why a pool could not be marked; empty where it was, or nobody tried. */
    String failureOf(String pool) {
        return failures.getOrDefault(pool, "");
    }

    /** Returns what is to be told of the stores that a reading shows with their markers. */
    List<Publication<?>> news(StoreIndex stores, Instant now) {
        Map<String, HostStore> news = new LinkedHashMap<>();
        for (HostStore store : stores.describe(this::failureOf)) {
            boolean isNews = !log.knows(store.getStore()) || log.wasUnmarked(hostId, store.getPool());
            if (store.getActive() && store.getMarked() && isNews) {
                news.putIfAbsent(store.getStore(), store);
            }
        }
        List<Publication<?>> told = new ArrayList<>();
        news.values().forEach(store -> told.add(Publication.ofMarker(event(store, now))));
        return told;
    }

    private static boolean isUnmarked(StoragePool pool) {
        return pool.active()
                && StoreMarker.fits(pool.type())
                && StoreMarker.storeOf(pool).isEmpty();
    }

    private StoragePool marked(HostConnection host, StoragePool pool) throws HypervisorException {
        Optional<String> before = log.markedAs(hostId, pool.name());
        if (!log.isWhole() || before.isPresent()) {
            failures.put(
                    pool.name(),
                    before.map(store ->
                                    "It was store %s and shows no marker now: there may be nothing mounted. If it is as it should be, make a volume %s in it"
                                            .formatted(store, StoreMarker.nameOf(store)))
                            .orElse("It is not known yet whether it was marked before"));
            return pool;
        }
        // Another pool of the host may be the same directory, and have been marked a moment ago.
        Optional<StoragePool> fresh = host.pool(pool.name());
        if (fresh.filter(PoolMarkerWriter::isUnmarked).isEmpty()) {
            return fresh.orElse(pool);
        }
        try {
            String store = StoreMarker.ensure(host, fresh.get(), hostId + "/" + pool.name());
            LOG.infof("Pool %s of host %s is marked as store %s", pool.name(), hostId, store);
        } catch (HypervisorException.Unreachable lost) {
            throw lost;
        } catch (HypervisorException failed) {
            LOG.warnf("Pool %s of host %s cannot be marked: %s", pool.name(), hostId, failed.getMessage());
            failures.put(pool.name(), "It cannot be marked: " + failed.getMessage());
        }
        return host.pool(pool.name()).orElse(pool);
    }

    private HostEvent event(HostStore store, Instant now) {
        return HostEvent.newBuilder()
                .setHostId(hostId)
                .setType(HostEventType.MARKED)
                .setMode(HostMode.OBSERVE) // without meaning here
                .setStores(List.of(store))
                .setMarker(UUID.randomUUID().toString())
                .setOccurredAt(now)
                .build();
    }
}
