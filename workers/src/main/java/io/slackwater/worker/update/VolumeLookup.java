package io.slackwater.worker.update;

import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.Slot;
import java.util.List;
import java.util.Optional;

/** Finds volumes on a host by path or by pool and name. */
final class VolumeLookup {

    /** A volume with the pool that has it on this host. */
    record Located(String pool, Volume volume) {}

    private final HostConnection host;

    VolumeLookup(HostConnection host) {
        this.host = host;
    }

    /** Returns the volume, or empty where no active pool of the host has it. */
    Optional<Located> locate(VolumeRef wanted) throws HypervisorException {
        // The store's id ends with the pool's name, unless another host's marker named a shared store.
        String likely = wanted.store().substring(wanted.store().indexOf('/') + 1);
        Optional<Located> there = in(host.pool(likely).stream().toList(), wanted);
        return there.isPresent() ? there : in(host.pools(), wanted);
    }

    /** Says why a volume was not located, in one sentence. */
    String absenceOf(VolumeRef wanted) throws HypervisorException {
        return host.pools().stream()
                .flatMap(pool -> pool.volume(wanted.name()).stream())
                .map(there ->
                        "The new volume is %s, and this host has it as %s: the pools of a shared store need the same target path on every host"
                                .formatted(wanted.path(), there.path()))
                .findFirst()
                .orElse("No pool of the host has the new volume " + wanted.path());
    }

    /** Returns the path that a slot refers to, by whichever way; empty where it refers to none. */
    Optional<String> pathOf(Slot slot) throws HypervisorException {
        if (slot.path().isPresent() || slot.poolVolume().isEmpty()) {
            return slot.path();
        }
        return find(slot.poolVolume().get()).map(Volume::path);
    }

    /** Returns how a slot that refers by pool and name would refer to a path; empty where the path is not in that pool. */
    Optional<PoolVolume> byName(PoolVolume present, VolumeRef wanted) throws HypervisorException {
        PoolVolume candidate = new PoolVolume(present.pool(), wanted.name());
        return find(candidate)
                .filter(volume -> volume.path().equals(wanted.path()))
                .map(volume -> candidate);
    }

    private Optional<Volume> find(PoolVolume reference) throws HypervisorException {
        return host.pool(reference.pool()).flatMap(pool -> pool.volume(reference.volume()));
    }

    private static Optional<Located> in(List<StoragePool> pools, VolumeRef wanted) {
        return pools.stream()
                .flatMap(pool -> pool
                        .volume(wanted.name())
                        .filter(volume -> volume.path().equals(wanted.path()))
                        .map(volume -> new Located(pool.name(), volume))
                        .stream())
                .findFirst();
    }
}
