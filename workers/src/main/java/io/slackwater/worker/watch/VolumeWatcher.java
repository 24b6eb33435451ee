package io.slackwater.worker.watch;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.worker.watch.observe.StoreIndex;
import io.slackwater.worker.watch.volumes.PublishedVolumes;
import io.slackwater.worker.watch.volumes.PublishedVolumes.PendingRecord;
import io.slackwater.worker.watch.volumes.VolumeLister;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
     * Takes over what the pools list. It is published by {@link #tellWithHeaders}.
     *
     * @param readAt when the reading of the pools began
     */
    void listed(StoreIndex listed, Instant readAt) {
        stores = listed;
        storesReadAt = readAt;
        lister.listedAnew();
        hasFailed = false;
    }

    /**
     * Returns what goes into one transaction with the host's SYNCED, once it is reached: until the volumes follow, what was listed before
     * the host was away is not whole.
     */
    List<Publication<?>> outdated() {
        String why = "Its volumes were not listed yet since its host was reached";
        List<Publication<?>> outdated = new ArrayList<>();
        published
                .unfinished(lister.notWhole(stores, storesReadAt, why))
                .forEach(record -> outdated.add(Publication.of(record)));
        return outdated;
    }

    /** Reads headers for a bounded time, and publishes what differs. */
    void tellWithHeaders(HostConnection host) {
        try {
            publish(records(host));
        } catch (Publisher.PublishFailedException failed) {
            hasFailed = true;
            LOG.error("The volumes of the host could not be published; its VMs stay watched", failed);
            publishNotWhole("It could not be published: " + failed.getMessage());
        }
        toldAt = clock.instant();
    }

    /** Reads on where headers are left, not too often. What failed is tried again when the pools are listed anew. */
    void heartbeat(HostConnection host) {
        if (!hasFailed
                && lister.isUnfinished()
                && Duration.between(toldAt, clock.instant()).abs().compareTo(PAUSE) >= 0) {
            tellWithHeaders(host);
        }
    }

    private void publish(List<PendingRecord> records) {
        publishedHost.publishInParts(records.stream().map(Publication::of).toList(), publisher, hasEnded);
    }

    private void publishNotWhole(String why) {
        try {
            publish(notWhole(why));
        } catch (Publisher.PublishFailedException failed) {
            LOG.warnf("Nor could be published that they are not known: %s", failed.getMessage());
        }
    }

    private List<PendingRecord> records(HostConnection host) {
        try {
            lister.readHeaders(stores, published, host);
            return published.changes(lister.list(stores, storesReadAt, published));
        } catch (RuntimeException defect) {
            hasFailed = true;
            LOG.error("The volumes of the host cannot be told; its VMs stay watched", defect);
            return notWhole("An error of this program: " + defect);
        }
    }

    /** Returns nothing where that fails, too: readers take no listing for true that is older than 2 hours. */
    private List<PendingRecord> notWhole(String why) {
        try {
            return published.notWhole(lister.notWhole(stores, storesReadAt, why));
        } catch (RuntimeException defect) {
            LOG.error("Nor can it be told that they are not known", defect);
            return List.of();
        }
    }
}
