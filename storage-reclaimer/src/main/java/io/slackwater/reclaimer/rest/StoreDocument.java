package io.slackwater.reclaimer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHosts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store as it is shown.
 *
 * @param confirmationNeeded whether more than one host has it, or may: nothing in it is deleted then before a person confirmed who shares it
 * @param confirmed the hosts that a person confirmed to share it; none where nobody did
 * @param neverSynced some of the hosts that may have it too, since they were never listed
 * @param notSyncedSince some of the hosts that may have it too, since they were not listed after it was marked
 * @param suspectedShared pools of other stores, as host/pool, that are probably the same directory; nobody has marked them
 */
public record StoreDocument(
        String store,
        List<HostDocument> hosts,
        boolean confirmationNeeded,
        List<String> confirmed,
        List<String> neverSynced,
        List<String> notSyncedSince,
        List<String> suspectedShared) {

    /**
     * A host that has the store; of one that is not synced, as it was seen last.
     *
     * @param marked whether its pool shows the store's marker: nothing is deleted from it otherwise
     * @param contactSince since when the contact is what it is; null where that is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HostDocument(
            String hostId,
            String pool,
            String poolType,
            boolean poolActive,
            boolean marked,
            String mode,
            String contact,
            @Nullable Instant contactSince) {

        private static HostDocument of(StoreHost host, @Nullable Instant contactSince) {
            return new HostDocument(
                    host.hostId(),
                    host.pool(),
                    host.poolType(),
                    host.poolActive(),
                    host.marker().shown(),
                    host.mode().name(),
                    host.contact().name(),
                    contactSince);
        }
    }

    static StoreDocument of(String store, StoreHosts hosts, Map<String, Instant> contactSince) {
        return new StoreDocument(
                store,
                hosts.hosts().stream()
                        .map(host -> HostDocument.of(host, contactSince.get(host.hostId())))
                        .toList(),
                hosts.needConfirmation(),
                hosts.confirmed(),
                hosts.neverSynced(),
                hosts.marks().behind(),
                hosts.marks().suspected());
    }
}
