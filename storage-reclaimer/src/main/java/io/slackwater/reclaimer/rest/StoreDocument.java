package io.slackwater.reclaimer.rest;

import io.slackwater.reclaimer.volume.StoreHost;
import io.slackwater.reclaimer.volume.StoreHosts;
import java.util.List;

/**
 * A store as it is shown.
 *
 * @param confirmed the hosts that a person confirmed to share it; none where nobody did
 * @param neverSynced some of the hosts that may have it too, since they were never listed
 */
public record StoreDocument(String store, List<HostDocument> hosts, List<String> confirmed, List<String> neverSynced) {

    /** A host that has the store. */
    public record HostDocument(
            String hostId, String pool, String poolType, boolean poolActive, String mode, String contact) {

        private static HostDocument of(StoreHost host) {
            return new HostDocument(
                    host.hostId(),
                    host.pool(),
                    host.poolType(),
                    host.poolActive(),
                    host.mode().name(),
                    host.contact().name());
        }
    }

    static StoreDocument of(String store, StoreHosts hosts) {
        return new StoreDocument(
                store, hosts.hosts().stream().map(HostDocument::of).toList(), hosts.confirmed(), hosts.neverSynced());
    }
}
