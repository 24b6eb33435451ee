package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A storage pool of a simulated host, or one that several hosts share. Safe for use by several threads. */
public final class SimulatedPool {

    /** What an empty qcow2 overlay takes, in bytes. */
    static final long OVERLAY_BYTES = 200_704;

    /** A volume with what is in it. */
    record Stored(Volume volume, VolumeContent content) {}

    private final String name;
    private final String type;
    private final String targetPath;
    private final long capacityBytes;
    private final Map<String, Stored> volumes = new LinkedHashMap<>();
    private final Set<String> claimed = new HashSet<>();
    private final List<SimulatedHost> hosts = new CopyOnWriteArrayList<>();
    private long usedBytes;
    private boolean active = true;

    SimulatedPool(String name, String type, String targetPath, long capacityBytes) {
        this.name = name;
        this.type = type;
        this.targetPath = targetPath;
        this.capacityBytes = capacityBytes;
    }

    public String name() {
        return name;
    }

    /** Returns the directory that the paths of its volumes start with. */
    public String targetPath() {
        return targetPath;
    }

    void attach(SimulatedHost host) {
        hosts.add(host);
    }

    /** Starts or stops the pool; a stopped one cannot be asked for its volumes, but guests still reach them. */
    public void setActive(boolean nowActive) {
        synchronized (this) {
            active = nowActive;
        }
        hosts.forEach(host -> host.storageChanged(name));
    }

    /** Uploads a volume in the owner's role. */
    public Volume upload(String volume, String format, byte[] content) throws HypervisorException {
        try {
            return upload(new NewVolume(volume, format, content.length), new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail", e);
        }
    }

    Volume upload(NewVolume volume, InputStream content) throws HypervisorException, IOException {
        claim(volume.name(), volume.capacityBytes());
        VolumeContent read = VolumeContent.NONE;
        boolean whole = false;
        try {
            read = VolumeContent.read(content, volume.capacityBytes());
            whole = read.size() == volume.capacityBytes();
        } finally {
            if (!whole) {
                unclaim(volume.name(), volume.capacityBytes());
            }
        }
        if (!whole) {
            throw new HypervisorException.Rejected(
                    "Volume %s was to get %d bytes, its content has %s"
                            .formatted(volume.name(), volume.capacityBytes(), sizeWords(read, volume.capacityBytes())),
                    null);
        }
        return store(
                new Volume(
                        volume.name(),
                        path(volume.name()),
                        volume.format(),
                        read.size(),
                        read.size(),
                        Optional.empty(),
                        "",
                        read.size(),
                        VolumeTraits.DEFAULT),
                read);
    }

    private static String sizeWords(VolumeContent read, long limit) {
        return read.size() > limit ? "more" : Long.toString(read.size());
    }

    Volume createOverlay(String volume, Volume backing, long overlayCapacity, VolumeTraits traits)
            throws HypervisorException {
        claim(volume, OVERLAY_BYTES);
        long capacity = Math.max(overlayCapacity, backing.capacityBytes());
        return store(
                new Volume(
                        volume,
                        path(volume),
                        "qcow2",
                        capacity,
                        OVERLAY_BYTES,
                        Optional.of(backing.path()),
                        "",
                        0,
                        traits),
                VolumeContent.NONE);
    }

    synchronized void delete(String volume) throws HypervisorException {
        usedBytes -= stored(volume).volume().allocationBytes();
        volumes.remove(volume);
    }

    synchronized Stored stored(String volume) throws HypervisorException {
        requireActive();
        Stored stored = volumes.get(volume);
        if (stored == null) {
            throw new HypervisorException.NotFound("Pool " + name + " has no volume " + volume, null);
        }
        return stored;
    }

    /** Returns the volume at that path, active or not; empty where there is none. */
    synchronized Optional<Stored> at(String path) {
        return owns(path)
                ? Optional.ofNullable(volumes.get(path.substring(targetPath.length() + 1)))
                : Optional.empty();
    }

    boolean owns(String path) {
        return path.startsWith(targetPath + "/");
    }

    /** Returns the pool as a host shows it. */
    public synchronized StoragePool read() {
        return new StoragePool(
                name,
                type,
                active,
                targetPath,
                capacityBytes,
                available(),
                active ? volumes.values().stream().map(Stored::volume).toList() : List.of());
    }

    private synchronized void claim(String volume, long bytes) throws HypervisorException {
        requireActive();
        if (volumes.containsKey(volume) || !claimed.add(volume)) {
            throw new HypervisorException.Rejected("Pool " + name + " has a volume " + volume + " already", null);
        }
        if (bytes > available()) {
            claimed.remove(volume);
            throw new HypervisorException.NoSpace(
                    "Pool %s has %d bytes free, %s needs %d".formatted(name, available(), volume, bytes), null);
        }
        usedBytes += bytes;
    }

    private synchronized void unclaim(String volume, long bytes) {
        claimed.remove(volume);
        usedBytes -= bytes;
    }

    private synchronized Volume store(Volume volume, VolumeContent content) {
        claimed.remove(volume.name());
        volumes.put(volume.name(), new Stored(volume, content));
        return volume;
    }

    private String path(String volume) {
        return targetPath + "/" + volume;
    }

    private long available() {
        return capacityBytes - usedBytes;
    }

    private void requireActive() throws HypervisorException {
        if (!active) {
            throw new HypervisorException.Rejected("Pool " + name + " is not active", null);
        }
    }
}
