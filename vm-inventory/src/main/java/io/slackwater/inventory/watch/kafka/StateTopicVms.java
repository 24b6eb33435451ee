package io.slackwater.inventory.watch.kafka;

import io.slackwater.inventory.hosts.HostedVm;
import io.slackwater.inventory.hosts.HostedVms;
import io.slackwater.schemas.HostVmDigest;
import io.slackwater.worker.watch.PublishedHost;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.utils.Utils;

/** Reads the VMs of a host from what its watcher published last of each, whichever instance that is. */
public final class StateTopicVms implements HostedVms {

    private final PublishedHostsReader reader;

    /** Asks no broker yet, so that what is asked of other parts is answered in an outage. */
    public StateTopicVms(Map<String, Object> clientConfiguration, SchemaStore schemas) {
        this.reader = new PublishedHostsReader(clientConfiguration, schemas);
    }

    @Override
    public List<HostedVm> of(String hostId) {
        // The partition that the default partitioner of every producer chooses.
        int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(hostId))) % reader.partitions();
        return Optional.ofNullable(reader.readVms(partition).get(hostId))
                .map(PublishedHost::digests)
                .orElse(List.of())
                .stream()
                .map(StateTopicVms::hosted)
                .sorted(Comparator.comparing(HostedVm::name).thenComparing(HostedVm::vmId))
                .toList();
    }

    private static HostedVm hosted(HostVmDigest digest) {
        return new HostedVm(
                digest.getVmId(),
                digest.getName(),
                digest.getVolumes().stream()
                        .map(volume -> new HostedVm.StoredVolume(volume.getStore(), volume.getVolume()))
                        .toList());
    }
}
