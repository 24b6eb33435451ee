package io.slackwater.worker.watch;

import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.worker.watch.observe.VmObservation;
import io.slackwater.worker.watch.volumes.PublishedVolumes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The VMs and volumes of one host as they were published last, by digest: a reading is published only where it differs, or where
 * the log is about to lose what it says. The log holds the same in {@code slackwater.host-vms} and {@code slackwater.store-volumes},
 * of VMs in one transaction with the events. Safe for use by several threads.
 */
public final class PublishedHost {

    /** Even, so that what is said of a VM and that the log forgets it are written together. */
    private static final int MOST_AT_ONCE = 1_000;

    private final String hostId;
    private final Map<String, HostVmDigest> published = new HashMap<>();
    private final PublishedVolumes volumes;

    /** The published VMs of a host of which nothing was published. */
    public PublishedHost(String hostId) {
        this.hostId = hostId;
        this.volumes = new PublishedVolumes(hostId);
    }

    /** Returns the host's id. */
    public String hostId() {
        return hostId;
    }

    /** Takes over what the log says of a VM. */
    public synchronized void restore(HostVmDigest digest) {
        published.put(digest.getVmId(), digest);
    }

    /** Takes over that the log says nothing of a VM any more. */
    public synchronized void forget(String vmId) {
        published.remove(vmId);
    }

    /** Takes over what the log says of a volume or a pool's listing. */
    public synchronized void restore(StoreVolume told) {
        volumes.restore(told);
    }

    /**
     * Takes over that the log says nothing of a volume or a listing any more.
     *
     * @param rest what the record's key has after the host
     */
    public synchronized void forgetVolume(String rest) {
        volumes.forget(rest);
    }

    /** Whether the log says neither of VMs nor of volumes that the host has them. */
    public synchronized boolean isEmpty() {
        return published.isEmpty() && volumes.isEmpty();
    }

    /** Returns what the pools list as it was published last, for whoever reads the host: nobody else changes it meanwhile. */
    PublishedVolumes volumes() {
        return volumes;
    }

    /** Returns how many VMs the log says the host has. */
    public synchronized int size() {
        return published.size();
    }

    /** Returns what was published last of each VM that the log says the host has. */
    public synchronized List<HostVmDigest> digests() {
        return List.copyOf(published.values());
    }

    /** Returns the VMs that the log says the host has. */
    synchronized Set<String> vmIds() {
        return Set.copyOf(published.keySet());
    }

    /**
     * Returns what is to be written for a reading; nothing where the log says the same and will go on saying it.
     *
     * @param started whether the VM was seen to start, which is news though its state may look the same
     * @param endangered what was told before then is told again, so that the log still has it when history ends
     */
    synchronized List<Publication<?>> news(
            VmObservation vmObservation, boolean started, Instant now, Instant endangered) {
        Optional<HostVmDigest> before = Optional.ofNullable(published.get(vmObservation.vmId()));
        HostVmDigest digest = vmObservation.digest();
        boolean inventoryIsNews = before.filter(
                        told -> told.getInventoryDigest().equals(digest.getInventoryDigest()))
                .filter(told -> !told.getInventoryToldAt().isBefore(endangered))
                .isEmpty();
        boolean stateIsNews = before.filter(told -> told.getStateDigest().equals(digest.getStateDigest()))
                .filter(told -> !told.getStateToldAt().isBefore(endangered))
                .isEmpty();
        List<Publication<?>> news = new ArrayList<>();
        if (inventoryIsNews) {
            news.add(Publication.of(vmObservation.inventory()));
        }
        if (stateIsNews || started) {
            news.add(Publication.of(vmObservation.state()));
        }
        if (inventoryIsNews || stateIsNews) {
            news.add(Publication.of(HostVmDigest.newBuilder()
                    .setHostId(digest.getHostId())
                    .setVmId(digest.getVmId())
                    .setInventoryDigest(digest.getInventoryDigest())
                    .setStateDigest(digest.getStateDigest())
                    .setName(digest.getName())
                    .setVolumes(digest.getVolumes())
                    .setInventoryToldAt(
                            inventoryIsNews ? now : before.orElseThrow().getInventoryToldAt())
                    .setStateToldAt(stateIsNews ? now : before.orElseThrow().getStateToldAt())
                    .build()));
        }
        return news;
    }

    /** Returns what is to be written for a VM that the host does not have; nothing where the log says the same. */
    synchronized List<Publication<?>> gone(String vmId, Instant now) {
        if (!published.containsKey(vmId)) {
            return List.of();
        }
        return List.of(Publication.of(event(vmId, VmEventType.GONE, now)), Publication.forgotten(hostId, vmId));
    }

    private VmEvent event(String vmId, VmEventType type, Instant now) {
        return VmEvent.newBuilder()
                .setVmId(vmId)
                .setType(type)
                .setHostId(hostId)
                .setOccurredAt(now)
                .build();
    }

    /**
     * Says of each VM that its host was retired, which is not that it went, and makes the log forget it and the host's volumes, so that a
     * host that is declared again is told anew.
     */
    public synchronized void retire(Publisher publisher, Instant now) {
        List<Publication<?>> retired = new ArrayList<>();
        for (String vmId : published.keySet()) {
            retired.add(Publication.of(event(vmId, VmEventType.HOST_RETIRED, now)));
            retired.add(Publication.forgotten(hostId, vmId));
        }
        publishInParts(retired, publisher, () -> false);
        publishInParts(volumes.retired().stream().map(Publication::of).toList(), publisher, () -> false);
    }

    /**
     * Writes what need not be in one transaction, unless the watch has ended. A transaction that has more takes long, and holds up the
     * other hosts of the partition.
     */
    synchronized void publishInParts(
            List<? extends Publication<?>> publications, Publisher publisher, BooleanSupplier hasEnded) {
        for (int from = 0; from < publications.size(); from += MOST_AT_ONCE) {
            int to = Math.min(from + MOST_AT_ONCE, publications.size());
            publish(List.copyOf(publications.subList(from, to)), publisher, hasEnded);
        }
    }

    /** Writes news, unless the watch has ended: after the end only a retirement is written. */
    synchronized void publish(List<Publication<?>> news, Publisher publisher, BooleanSupplier hasEnded) {
        if (!hasEnded.getAsBoolean()) {
            publisher.publish(news);
            written(news);
        }
    }

    /** Takes over what was written. */
    synchronized void written(List<Publication<?>> publications) {
        for (Publication<?> publication : publications) {
            if (publication.value().orElse(null) instanceof HostVmDigest digest) {
                restore(digest);
            } else if (publication.value().orElse(null) instanceof StoreVolume told) {
                restore(told);
            } else if (publication.value().isEmpty()) {
                String rest = publication.key().substring(hostId.length() + 1);
                if (publication.topic().equals(Topics.STORE_VOLUMES)) {
                    volumes.forget(rest);
                } else {
                    forget(rest);
                }
            }
        }
    }
}
