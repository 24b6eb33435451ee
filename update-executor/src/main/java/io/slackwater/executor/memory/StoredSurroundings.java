package io.slackwater.executor.memory;

import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.VolumeFact;
import io.slackwater.executor.policy.Severity;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.executor.update.VolumeRef;
import java.util.Set;

/** Maps what is known beyond the VMs. */
public final class StoredSurroundings {

    private StoredSurroundings() {}

    public static StoredHost store(HostFact host) {
        return new StoredHost(
                host.hostId(),
                host.uri(),
                host.mode().name(),
                host.modeSince(),
                host.reachable(),
                host.synced(),
                host.linkSince(),
                host.retired(),
                host.labels());
    }

    public static HostFact restore(StoredHost stored) {
        return new HostFact(
                stored.getHostId(),
                stored.getUri(),
                HostFact.Mode.valueOf(stored.getMode()),
                stored.getModeSince(),
                stored.getReachable(),
                stored.getSynced(),
                stored.getLinkSince(),
                stored.getRetired(),
                stored.getLabels());
    }

    public static StoredVolumeFact store(VolumeFact fact) {
        VolumeRef volume = fact.volume();
        return new StoredVolumeFact(
                volume.store(),
                volume.volume(),
                volume.path(),
                fact.present(),
                fact.pins().stream().sorted().toList(),
                fact.since());
    }

    public static VolumeFact restore(StoredVolumeFact stored) {
        return new VolumeFact(
                new VolumeRef(stored.getStore(), stored.getVolume(), stored.getPath()),
                stored.getPresent(),
                Set.copyOf(stored.getPins()),
                stored.getSince());
    }

    public static StoredChange store(ChangeFact change) {
        return new StoredChange(
                change.withdrawn(),
                change.reason(),
                change.severity().name(),
                change.kernelRelease().orElse(null),
                change.versions(),
                change.availableSince().orElse(null),
                change.digests());
    }

    public static ChangeFact restore(StoredChange stored) {
        return new ChangeFact(
                stored.getWithdrawn(),
                stored.getReason(),
                Severity.valueOf(stored.getSeverity()),
                stored.getKernelRelease(),
                stored.getVersions(),
                stored.getAvailableSince(),
                stored.getDigests());
    }
}
