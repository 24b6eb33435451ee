package io.slackwater.worker.watch;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.worker.watch.observe.StoreIndex;
import io.slackwater.worker.watch.volumes.PublishedVolumes;
import io.slackwater.worker.watch.volumes.PublishedVolumes.PendingRecord;
import io.slackwater.worker.watch.volumes.VolumeLister;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Publishes what the pools of one host list, once its VMs are told: no VM waits for a volume. Where it fails, the VMs stay watched, and
 * the listing is said not to be whole. Called on the thread of the host's watch alone.
 */
final class VolumeWatcher {

    /** Between two readings of headers the thread is free for the VMs. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(VolumeWatcher.class);

    private final PublishedHost publishedHost;
    private final PublishedVolumes published;
    private final Publisher publisher;
    private final BooleanSupplier hasEnded;
    private final Clock clock;
    private final VolumeLister lister;

    private StoreIndex stores = StoreIndex.empty();
    private Instant storesReadAt = Instant.EPOCH;
    private Instant toldAt = Instant.EPOCH;
    private boolean hasFailed;

    /**
     * A watcher of the volumes of one host.
     *
     * @param hasEnded whether the host's watch has ended, after which nothing is written
     */
    VolumeWatcher(PublishedHost publishedHost, Publisher publisher, BooleanSupplier hasEnded, Clock clock) {
        this.publishedHost = publishedHost;
        this.published = publishedHost.volumes();
        this.publisher = publisher;
        this.hasEnded = hasEnded;
        this.clock = clock;
        this.lister = new VolumeLister(publishedHost.hostId(), clock);
    }

    /**
     * Takes over what the pools list. It is published by {@link #tell} or {@link #tellWithHeaders}.
     *
     * @param readAt when the reading of the pools began
     */
    void listed(StoreIndex listed, Instant readAt) {
        stores = listed;
        storesReadAt = readAt;
        lister.listedAnew();
        hasFailed = false;
    }

    /** Publishes what differs, and reads no header for it. */
    void tell() {
        publish(this::list);
    }

    /** Reads headers for a bounded time, and publishes what differs. */
    void tellWithHeaders(HostConnection host) {
        publish(() -> {
            lister.readHeaders(stores, published, host);
            return list();
        });
    }

    /** Reads on where headers are left, not too often. What failed is tried again when the pools are listed anew. */
    void heartbeat(HostConnection host) {
        if (!hasFailed
                && lister.isUnfinished()
                && Duration.between(toldAt, clock.instant()).abs().compareTo(PAUSE) >= 0) {
            tellWithHeaders(host);
        }
    }

    private List<PendingRecord> list() {
        return published.changes(lister.list(stores, storesReadAt, published));
    }

    private void publish(Listing listing) {
        publishedHost.publishInParts(
                records(listing).stream().map(Publication::of).toList(), publisher, hasEnded);
        toldAt = clock.instant();
    }

    private List<PendingRecord> records(Listing listing) {
        try {
            return listing.records();
        } catch (RuntimeException defect) {
            hasFailed = true;
            LOG.error("The volumes of the host cannot be told; its VMs stay watched", defect);
            return notWhole("An error of this program: " + defect);
        }
    }

    /** Nothing is told where that fails, too: readers take no listing for true that is old. */
    private List<PendingRecord> notWhole(String why) {
        try {
            return published.failed(lister.failed(stores, storesReadAt, why));
        } catch (RuntimeException defect) {
            LOG.error("Nor can it be told that they are not known", defect);
            return List.of();
        }
    }

    /** Finds out what is to be published. */
    private interface Listing {
        List<PendingRecord> records();
    }
}
