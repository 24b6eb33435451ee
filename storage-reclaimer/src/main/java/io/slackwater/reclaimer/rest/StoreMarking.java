package io.slackwater.reclaimer.rest;

import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.runtime.rest.InvalidRequestException;
import io.slackwater.topology.storage.query.StorageView;
import io.slackwater.worker.storage.host.StoreMarkerWriter;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Marks a store before anything in it is adopted: another host that has the same directory shows it as a store of its own until it sees
 * the marker, and would not be asked before a delete. What was staged has left the marker; what is adopted was never staged.
 */
@Singleton
public class StoreMarking {

    private final StorageView view;
    private final StoreMarkerWriter storeMarkerWriter;

    StoreMarking(StorageView view, StoreMarkerWriter storeMarkerWriter) {
        this.view = view;
        this.storeMarkerWriter = storeMarkerWriter;
    }

    /**
     * Makes the marker of a store that has none, unless it is of a kind from which nothing is ever deleted.
     *
     * @param field the member of the request that names the store
     * @throws InvalidRequestException if no host of it may be written to, or the one that may does not do it
     */
    void mark(String store, String field) {
        StoreHosts known = view.hosts(store);
        List<StoreHost> hosts = known.hosts();
        if (hosts.stream().noneMatch(StoreHost::hasSupportedPool)) {
            return;
        }
        StoreHost host = hosts.stream()
                .filter(StoreMarking::mayBeWrittenTo)
                // A pool whose store is known by its marker, and that shows none now, may be another place.
                .filter(candidate ->
                        candidate.marker().shown() || !known.marks().known())
                .findFirst()
                .orElseThrow(
                        () -> InvalidRequestException.conflict(
                                field,
                                "The store is not marked, and none of its hosts may be written to",
                                "Declare a host that has it ACTIVE, and see that it is reachable; where it was marked before, see that it is mounted"));
        try {
            storeMarkerWriter.mark(store, new StorageTask.Site(host.hostId(), host.uri(), host.pool()));
        } catch (HypervisorException failure) {
            throw InvalidRequestException.conflict(
                    field,
                    "The store cannot be marked through %s: %s".formatted(host.hostId(), failure.getMessage()),
                    "Mend that and ask again");
        }
    }

    private static boolean mayBeWrittenTo(StoreHost host) {
        return host.mode() == StoreHost.Mode.ACTIVE
                && host.contact() == StoreHost.Contact.SYNCED
                && host.hasSupportedPool()
                && host.poolActive();
    }
}
