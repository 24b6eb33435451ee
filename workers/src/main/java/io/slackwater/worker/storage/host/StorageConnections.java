package io.slackwater.worker.storage.host;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.access.HostConnections;

/** Opens connections to hosts for storage tasks. */
public interface StorageConnections {

    /**
     * Returns the connection to a host.
     *
     * @throws HypervisorException.Unreachable if it could not be opened in time
     */
    HostConnection to(StorageTask.Site site) throws HypervisorException;

    /** Returns what opens each site by its URI. */
    static StorageConnections over(HostConnections hosts) {
        return site -> hosts.to(site.hostId(), site.uri());
    }
}
