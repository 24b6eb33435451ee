package io.slackwater.domain.storage.host;

import java.util.List;

/**
 * The hosts that matter to a store.
 *
 * @param hosts those that have it, ordered by id; retired ones left out
 * @param former ids of hosts that had it and do not show it any more, were not retired, and of which no person has said since who shares it
 * @param confirmed ids of all hosts that share the store, as a person confirmed it; empty where nobody did
 * @param neverSynced ids of declared hosts of which nobody knows yet which stores they have, a few of them where they are many
 * @param marks what is known of the store's marker
 */
public record StoreHosts(
        List<StoreHost> hosts,
        List<String> former,
        List<String> confirmed,
        List<String> neverSynced,
        StoreMarkerState marks) {

    public StoreHosts {
        hosts = List.copyOf(hosts);
        former = List.copyOf(former);
        confirmed = List.copyOf(confirmed);
        neverSynced = List.copyOf(neverSynced);
    }

    /** Whether more than one host has the store, or may: nothing in it is deleted then before a person confirmed who shares it. */
    public boolean needConfirmation() {
        return hosts.size() + former.size() > 1;
    }
}
