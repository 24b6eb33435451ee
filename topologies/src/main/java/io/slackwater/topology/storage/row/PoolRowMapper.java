package io.slackwater.topology.storage.row;

import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHost.Contact;
import io.slackwater.domain.storage.host.StoreHost.Marker;
import io.slackwater.domain.storage.host.StoreHost.Mode;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.StorePoolRow;
import io.slackwater.schemas.HostStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pools of a host as rows, by the store that each is. */
public final class PoolRowMapper {

    private PoolRowMapper() {}

    /**
     * Returns a host's stores as they are after a sync.
     *
     * @param before as they were
     */
    public static Map<String, StorePoolRow> of(List<HostStore> seen, Map<String, StorePoolRow> before) {
        Map<String, StorePoolRow> rows = new TreeMap<>();
        for (HostStore store : seen) {
            // A pool that cannot be read shows no marker: it is the store that it was, for whoever has heard of it only
            // since too.
            Optional<Map.Entry<String, StorePoolRow>> known =
                    store.getActive() ? Optional.empty() : known(store.getPool(), before);
            String id = known.map(Map.Entry::getKey).orElse(store.getStore());
            boolean marked = known.map(row -> row.getValue().getMarked()).orElse(store.getMarked());
            rows.merge(id, row(store, marked), PoolRowMapper::both);
        }
        return rows;
    }

    private static StorePoolRow row(HostStore store, boolean marked) {
        return StorePoolRow.newBuilder()
                .setPool(store.getPool())
                .setPoolType(store.getPoolType())
                .setActive(store.getActive())
                .setMarked(marked)
                .setMarkFailure(store.getMarkFailure())
                .setListing(store.getListing())
                .build();
    }

    /** Two pools of one host that are one store. */
    private static StorePoolRow both(StorePoolRow one, StorePoolRow other) {
        List<String> others = new ArrayList<>(one.getOtherPools());
        others.add(other.getPool());
        return StorePoolRow.newBuilder(one)
                .setActive(one.getActive() && other.getActive())
                .setOtherPools(others)
                .build();
    }

    private static Optional<Map.Entry<String, StorePoolRow>> known(String pool, Map<String, StorePoolRow> before) {
        return before.entrySet().stream()
                .filter(row -> row.getValue().getPool().equals(pool)
                        || row.getValue().getOtherPools().contains(pool))
                .findFirst();
    }

    /** Returns a host as what it has of a store. */
    public static StoreHost host(String hostId, HostRow host, StorePoolRow pool) {
        return new StoreHost(
                hostId,
                host.getUri(),
                host.getFurtherUris(),
                CommonMapper.known(Mode.class, host.getMode(), Mode.OBSERVE),
                CommonMapper.known(Contact.class, host.getContact(), Contact.NOT_SYNCED),
                pool.getPool(),
                pool.getPoolType(),
                pool.getActive(),
                new Marker(pool.getMarked(), pool.getMarkFailure(), pool.getOtherPools()));
    }
}
