package io.slackwater.hypervisor;

import java.util.List;
import java.util.Optional;

/**
 * A storage pool as its host has it at one moment.
 *
 * @param name its name on this host
 * @param type libvirt's pool type: {@code dir}, {@code fs}, {@code netfs}, {@code logical}, ...
 * @param active whether it is active; an inactive pool cannot be asked for its volumes
 * @param targetPath the path of its volumes; empty where the type has none
 * @param capacityBytes its capacity in bytes
 * @param availableBytes what is free, in bytes
 * @param volumes its volumes
 * @param sources the devices or files that it is made of, as {@code <source><device path='...'/>} names them: for a pool of type {@code fs}
 *     what is mounted; empty where there are none
 * @param whole whether the volumes are all that it has; false where its files came and went each time that it was listed
 */
public record StoragePool(
        String name,
        String type,
        boolean active,
        String targetPath,
        long capacityBytes,
        long availableBytes,
        List<Volume> volumes,
        List<String> sources,
        boolean whole) {

    public StoragePool {
        volumes = List.copyOf(volumes);
        sources = List.copyOf(sources);
    }

    /** A pool that was listed in full. */
    public StoragePool(
            String name,
            String type,
            boolean active,
            String targetPath,
            long capacityBytes,
            long availableBytes,
            List<Volume> volumes,
            List<String> sources) {
        this(name, type, active, targetPath, capacityBytes, availableBytes, volumes, sources, true);
    }

    /** A pool that is made of nothing that has a path. */
    public StoragePool(
            String name,
            String type,
            boolean active,
            String targetPath,
            long capacityBytes,
            long availableBytes,
            List<Volume> volumes) {
        this(name, type, active, targetPath, capacityBytes, availableBytes, volumes, List.of());
    }

    /** Returns the same pool as one of which not every volume is known. */
    public StoragePool incomplete() {
        return new StoragePool(name, type, active, targetPath, capacityBytes, availableBytes, volumes, sources, false);
    }

    /** Returns the volume of that name, or empty where the pool has none. */
    public Optional<Volume> volume(String volumeName) {
        return volumes.stream()
                .filter(volume -> volume.name().equals(volumeName))
                .findFirst();
    }
}
