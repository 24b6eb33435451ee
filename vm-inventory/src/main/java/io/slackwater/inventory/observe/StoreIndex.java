package io.slackwater.inventory.observe;

import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stores of one host at one moment, arranged for finding the volume that a path means. */
public final class StoreIndex {

    private final List<Store> stores;
    private final Map<String, Known> byPath = new HashMap<>();

    private StoreIndex(List<Store> stores) {
        this.stores = stores;
        for (Store store : stores) {
            for (Volume volume : store.pool().volumes()) {
                byPath.putIfAbsent(volume.path(), new Known(store.id(), volume));
            }
        }
    }

    /** A host of which nothing is known yet. */
    public static StoreIndex empty() {
        return new StoreIndex(List.of());
    }

    /**
     * Arranges what a host has now. A pool that cannot be asked keeps the store id that it had before.
     *
     * @param before the host's stores as they were
     */
    public static StoreIndex of(String hostId, List<StoragePool> pools, StoreIndex before) {
        List<Store> stores = new ArrayList<>();
        for (StoragePool pool : pools) {
            String id = StoreMarker.storeOf(pool)
                    .or(() -> pool.active() ? Optional.empty() : before.storeOf(pool.name()))
                    .orElse(hostId + "/" + pool.name());
            stores.add(new Store(id, pool));
        }
        return new StoreIndex(stores);
    }

    /** Returns the stores as they are told to the log. */
    public List<HostStore> describe() {
        return stores.stream()
                .map(store -> new HostStore(
                        store.id(),
                        store.pool().name(),
                        store.pool().type(),
                        store.pool().targetPath(),
                        store.pool().active(),
                        store.pool().capacityBytes(),
                        store.pool().availableBytes()))
                .toList();
    }

    /** Returns the stores with their pools. */
    public List<Store> stores() {
        return stores;
    }

    /** Returns the volume that a path means; one without a store where no pool has it. */
    public VolumeRef reference(String path) {
        Known known = byPath.get(path);
        return known == null
                ? new VolumeRef("", "", path)
                : new VolumeRef(known.store(), known.volume().name(), path);
    }

    /** Returns the path of a volume that is named by pool and name, or empty where there is none. */
    public Optional<String> pathOf(PoolVolume source) {
        return stores.stream()
                .filter(store -> store.pool().name().equals(source.pool()))
                .flatMap(store -> store.pool().volume(source.volume()).stream())
                .map(Volume::path)
                .findFirst();
    }

    /**
     * Returns what a volume is backed by, nearest first.
     *
     * @param told the chain that a definition tells, for a volume that no pool has
     */
    public List<VolumeRef> backingChain(String path, List<String> told) {
        if (!byPath.containsKey(path)) {
            return told.stream().map(this::reference).toList();
        }
        Set<String> chain = new LinkedHashSet<>();
        @Nullable String next = backingOf(path);
        while (next != null && !next.equals(path) && chain.add(next)) {
            next = backingOf(next);
        }
        return chain.stream().map(this::reference).toList();
    }

    /** Whether a path is not known though it lies in a pool that is active: the pool was read before the volume was made. */
    public boolean isOutdatedFor(String path) {
        return !byPath.containsKey(path)
                && stores.stream()
                        .filter(store -> store.pool().active()
                                && !store.pool().targetPath().isEmpty())
                        .anyMatch(store -> path.startsWith(store.pool().targetPath() + "/"));
    }

    private Optional<String> storeOf(String pool) {
        return stores.stream()
                .filter(store -> store.pool().name().equals(pool))
                .map(Store::id)
                .findFirst();
    }

    private @Nullable String backingOf(String path) {
        Known known = byPath.get(path);
        return known == null ? null : known.volume().backingPath().orElse(null);
    }

    /**
     * A pool and the store that it is.
     *
     * @param id the store's id: what its marker volume says, or else host/pool
     */
    public record Store(String id, StoragePool pool) {}

    private record Known(String store, Volume volume) {}
}
