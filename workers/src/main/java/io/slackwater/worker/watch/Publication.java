package io.slackwater.worker.watch;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.worker.watch.volumes.PublishedVolumes;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record that a watcher is about to write.
 *
 * @param value empty deletes the key
 * @param happened the second half of the CloudEvents type; empty for a deletion
 */
public record Publication<T extends SpecificRecord>(Topic<T> topic, String key, Optional<T> value, String happened) {

    static Publication<VmEvent> of(VmEvent event) {
        return new Publication<>(
                Topics.VM_INVENTORY,
                event.getVmId(),
                Optional.of(event),
                event.getType().name());
    }

    static Publication<VmStateEvent> of(VmStateEvent event) {
        return new Publication<>(
                Topics.VM_STATES,
                event.getVmId(),
                Optional.of(event),
                event.getState().name());
    }

    static Publication<HostEvent> of(HostEvent event) {
        return new Publication<>(
                Topics.HOSTS,
                event.getHostId(),
                Optional.of(event),
                event.getType().name());
    }

    /** All events of markers have one key, so that every reader reads them in one order. */
    static Publication<HostEvent> ofMarker(HostEvent event) {
        return new Publication<>(
                Topics.HOSTS,
                MarkerProjection.KEY,
                Optional.of(event),
                event.getType().name());
    }

    /** All claims on one UUID have one key, which is no name of a host, so that every reader reads them in one order. */
    static Publication<HostEvent> ofClaim(HostEvent event) {
        return new Publication<>(
                Topics.HOSTS,
                "host-uuid/" + event.getHostUuid().orElseThrow(),
                Optional.of(event),
                event.getType().name());
    }

    static Publication<StorageOutcome> of(StorageOutcome outcome) {
        return new Publication<>(
                Topics.STORAGE_OUTCOMES,
                outcome.getVolume().getStore(),
                Optional.of(outcome),
                outcome.getType().name());
    }

    static Publication<HostVmDigest> of(HostVmDigest digest) {
        String key = digest.getHostId() + "/" + digest.getVmId();
        return new Publication<>(Topics.HOST_VMS, key, Optional.of(digest), "PUBLISHED");
    }

    static Publication<HostVmDigest> forgotten(String hostId, String vmId) {
        return new Publication<>(Topics.HOST_VMS, hostId + "/" + vmId, Optional.empty(), "");
    }

    static Publication<StoreVolume> of(PublishedVolumes.PendingRecord pending) {
        return new Publication<>(
                Topics.STORE_VOLUMES,
                pending.key(),
                pending.value(),
                pending.value().map(value -> value.getType().name()).orElse(""));
    }
}
