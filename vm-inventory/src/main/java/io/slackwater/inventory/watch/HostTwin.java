package io.slackwater.inventory.watch;

import io.slackwater.inventory.observe.Digests;
import io.slackwater.inventory.observe.Reading;
import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the log says of the VMs of one host, by digest: a reading is published only where it differs. The log holds the same in
 * {@code slackwater.host-vms}, written in one transaction with the events. Safe for use by several threads.
 */
public final class HostTwin {

    private final String hostId;
    private final Map<String, HostVmDigest> published = new HashMap<>();

    /** The twin of a host of which nothing was published. */
    public HostTwin(String hostId) {
        this.hostId = hostId;
    }

    /** Takes over what the log says of a VM. */
    public synchronized void restore(HostVmDigest digest) {
        published.put(digest.getVmId(), digest);
    }

    /** Takes over that the log says nothing of a VM any more. */
    public synchronized void forget(String vmId) {
        published.remove(vmId);
    }

    /** Returns how many VMs the log says the host has. */
    public synchronized int size() {
        return published.size();
    }

    /** Returns the VMs that the log says the host has. */
    synchronized Set<String> vmIds() {
        return Set.copyOf(published.keySet());
    }

    /**
     * Returns what is to be written for a reading; nothing where the log says the same.
     *
     * @param started whether the VM was seen to start, which is news though its state may look the same
     */
    synchronized List<Publication<?>> news(Reading reading, boolean started) {
        HostVmDigest digest = Digests.of(reading);
        HostVmDigest before = published.get(reading.vmId());
        boolean inventoryDiffers =
                before == null || !before.getInventoryDigest().equals(digest.getInventoryDigest());
        boolean stateDiffers = before == null || !before.getStateDigest().equals(digest.getStateDigest());
        List<Publication<?>> news = new ArrayList<>();
        if (inventoryDiffers) {
            news.add(Publication.of(reading.inventory()));
        }
        if (stateDiffers || started) {
            news.add(Publication.of(reading.state()));
        }
        if (inventoryDiffers || stateDiffers) {
            news.add(Publication.of(digest));
        }
        return news;
    }

    /** Returns what is to be written for a VM that the host does not have; nothing where the log says the same. */
    synchronized List<Publication<?>> gone(String vmId, Instant now) {
        if (!published.containsKey(vmId)) {
            return List.of();
        }
        VmEvent gone = VmEvent.newBuilder()
                .setVmId(vmId)
                .setType(VmEventType.GONE)
                .setHostId(hostId)
                .setOccurredAt(now)
                .build();
        return List.of(Publication.of(gone), Publication.forgotten(hostId, vmId));
    }

    /** Makes the log forget the VMs of the host, without saying that they went. */
    public synchronized void forgetAll(Publisher publisher) {
        List<Publication<?>> forgotten = new ArrayList<>();
        published.keySet().forEach(vmId -> forgotten.add(Publication.forgotten(hostId, vmId)));
        publisher.publish(forgotten);
        written(forgotten);
    }

    /** Takes over what was written. */
    synchronized void written(List<Publication<?>> publications) {
        for (Publication<?> publication : publications) {
            if (publication.value().orElse(null) instanceof HostVmDigest digest) {
                restore(digest);
            } else if (publication.value().isEmpty()) {
                forget(publication.key().substring(hostId.length() + 1));
            }
        }
    }
}
