package io.slackwater.worker.storage.host;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;

/** Marks a store before anything in it is adopted. */
public final class StoreMarkerWriter {

    private final StorageConnections hosts;

    public StoreMarkerWriter(StorageConnections hosts) {
        this.hosts = hosts;
    }

    /**
     * Makes a store's marker through one of its hosts, if there is none.
     *
     * @throws HypervisorException.Rejected if the pool is marked as another store's
     */
    public void mark(String store, StorageTask.Site through) throws HypervisorException {
        HostConnection host = hosts.to(through);
        StoragePool pool = host.pool(through.pool())
                .filter(StoragePool::active)
                .orElseThrow(() -> new HypervisorException.NotFound("Its pool is inactive", null));
        String marked = StoreMarker.ensure(host, pool, store);
        if (!marked.equals(store)) {
            throw new HypervisorException.Rejected("It is store " + marked + ", as whose it was marked before", null);
        }
    }
}
