package io.slackwater.topology.update.row;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.HostMode;
import java.util.Set;

/** Maps what is known beyond the VMs. */
public final class CatalogueRowMapper {

    private CatalogueRowMapper() {}

    public static StoredHost store(HostInfo host) {
        return new StoredHost(
                host.hostId(),
                host.uri(),
                HostMode.valueOf(host.mode().name()),
                host.modeSince(),
                host.reachable(),
                host.synced(),
                host.linkSince(),
                host.retired(),
                host.labels());
    }

    public static HostInfo restore(StoredHost stored) {
        return new HostInfo(
                stored.getHostId(),
                stored.getUri(),
                CommonMapper.known(HostInfo.Mode.class, stored.getMode(), HostInfo.Mode.OBSERVE),
                stored.getModeSince(),
                stored.getReachable(),
                stored.getSynced(),
                stored.getLinkSince(),
                stored.getRetired(),
                stored.getLabels());
    }

    public static StoredVolumeFact store(VolumeInfo fact) {
        VolumeRef volume = fact.volume();
        return new StoredVolumeFact(
                volume.store(),
                volume.name(),
                volume.path(),
                fact.present(),
                fact.pins().stream().sorted().toList(),
                fact.since());
    }

    public static VolumeInfo restore(StoredVolumeFact stored) {
        return new VolumeInfo(
                new VolumeRef(stored.getStore(), stored.getVolume(), stored.getPath()),
                stored.getPresent(),
                Set.copyOf(stored.getPins()),
                stored.getSince());
    }

    public static StoredChange store(ChangeInfo change) {
        return new StoredChange(
                change.withdrawn(),
                change.reason(),
                CommonMapper.severity(change.severity()),
                change.kernelRelease().orElse(null),
                change.versions(),
                change.availableSince().orElse(null),
                change.digests());
    }

    public static ChangeInfo restore(StoredChange stored) {
        return new ChangeInfo(
                stored.getWithdrawn(),
                stored.getReason(),
                CommonMapper.severity(stored.getSeverity()),
                stored.getKernelRelease(),
                stored.getVersions(),
                stored.getAvailableSince(),
                stored.getDigests());
    }
}
