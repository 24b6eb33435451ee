package io.slackwater.worker.watch;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.watch.HostWatch;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.streams.logging.LogKeys;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import io.slackwater.worker.watch.observe.StoreIndex;
import io.slackwater.worker.watch.observe.VmObservation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one host and publishes what is news: everything after a connect, then the domains that changed. Called on the thread
 * of its watch alone. A publication that fails breaks the watch, which then reads everything again.
 */
@SuppressWarnings("try") // the scopes of log keys are there to be closed
public final class HostWatcher implements HostWatch.Listener {

    private static final Logger LOG = Logger.getLogger(HostWatcher.class);

    private final String hostId;
    private final PublishedHost publishedHost;
    private final PoolMarkerWriter marking;
    private final AdoptionReporter adoptionReporter;
    private final Publisher publisher;
    private final HostWatchStatuses board;
    private final HostWatchStatus entry;
    private final Clock clock;
    private final Duration repeatAfter;
    private final LenientVmReader reader;
    private final StartCounter startCounter = new StartCounter();
    private final VolumeWatcher volumeWatcher;
    private final HostAnnouncer announcer;

    private StoreIndex stores = StoreIndex.empty();
    private @Nullable HostConnection connection;
    /** Paths that no pool lists though it was read again for them: a file in a folder of the pool, a socket. */
    private final Set<String> neverListed = new HashSet<>();

    private volatile boolean stopped;

    /**
     * A watcher of one host, of which the log says what {@code publishedHost} says.
     *
     * @param marking reads the host's pools, and marks them
     * @param repeatAfter after how long what has not changed is told again, at the next time that it is read
     */
    public HostWatcher(
            String hostId,
            PublishedHost publishedHost,
            PoolMarkerWriter marking,
            AdoptionReporter adoptionReporter,
            Publisher publisher,
            HostWatchStatuses board,
            Clock clock,
            Duration repeatAfter) {
        this.hostId = hostId;
        this.publishedHost = publishedHost;
        this.marking = marking;
        this.adoptionReporter = adoptionReporter;
        this.board = board;
        this.entry = board.open(hostId, clock.instant());
        this.publisher = new ReportedPublisher(publisher, entry, clock);
        this.clock = clock;
        this.repeatAfter = repeatAfter;
        this.reader = new LenientVmReader(hostId, board, clock);
        this.announcer = new HostAnnouncer(hostId, this.publisher, () -> stopped, clock);
        this.volumeWatcher = new VolumeWatcher(publishedHost, this.publisher, () -> stopped, clock);
    }

    @Override
    public void connected(HostConnection opened) throws HypervisorException {
        try (LogKeys.Scope scope = LogKeys.with(Map.of(LogKeys.HOST, hostId))) {
            connection = opened;
            // A host whose storage hangs answers an open, again and again.
            Instant begun = now();
            readStores(opened);
            announcer.announce(HostEventType.REACHABLE, null);
            LOG.info("Host reached");
            readDomains(opened, begun, volumeWatcher.outdated());
        }
    }

    @Override
    public void resync(HostConnection opened) throws HypervisorException {
        try (LogKeys.Scope scope = LogKeys.with(Map.of(LogKeys.HOST, hostId))) {
            Instant begun = now();
            readStores(opened);
            readDomains(opened, begun, List.of());
        }
    }

    @Override
    public boolean isResyncDue() {
        return marking.isDue();
    }

    @Override
    public void heartbeat(HostConnection opened) {
        try (LogKeys.Scope scope = LogKeys.with(Map.of(LogKeys.HOST, hostId))) {
            volumeWatcher.heartbeat(opened);
        }
    }

    @Override
    public void storageChanged(Set<String> pools) throws HypervisorException {
        if (connection != null) {
            resync(connection);
        }
    }

    @Override
    public void changed(Set<UUID> domains) throws HypervisorException {
        if (connection == null) {
            return;
        }
        try (LogKeys.Scope scope = LogKeys.with(Map.of(LogKeys.HOST, hostId))) {
            StoreIndex known = stores;
            List<Domain> present = new ArrayList<>();
            List<Publication<?>> news = new ArrayList<>();
            for (UUID id : domains) {
                Optional<Domain> domain = connection.domain(id);
                domain.ifPresent(present::add);
                if (domain.isEmpty()) {
                    news.addAll(publishedHost.gone(id.toString(), now()));
                }
            }
            news.addAll(newsOf(present, connection));
            // libvirt tells nobody of a new volume: the first domain that refers to it does.
            List<StorageOutcome> observed = stores == known ? List.of() : adoptionReporter.news(stores, now());
            observed.forEach(outcome -> news.add(Publication.of(outcome)));
            publish(news);
            adoptionReporter.reported(observed);
            reachable();
        }
    }

    @Override
    public void lost(String reason) {
        try (LogKeys.Scope scope = LogKeys.with(Map.of(LogKeys.HOST, hostId))) {
            connection = null;
            Instant since = entry.status()
                    .filter(status -> !status.reachable())
                    .map(HostWatchStatuses.Status::since)
                    .orElseGet(this::now);
            entry.lost(new HostWatchStatuses.Status(false, since, publishedHost.size(), reason));
            if (announcer.isAnnounced(HostEventType.UNREACHABLE, reason)) {
                return;
            }
            LOG.warnf("Host not reachable: %s", reason);
            announcer.announce(HostEventType.UNREACHABLE, reason);
            entry.lostPublished();
        } catch (Publisher.PublishFailedException failed) {
            LOG.warnf("That the host is not reachable could not be published yet: %s", failed.getMessage());
        }
    }

    /** Publishes which machine the host is, unless the watch has ended; returns whether it did. */
    boolean publishIdentity(List<Publication<?>> identity) {
        publishedHost.publish(identity, publisher, () -> stopped);
        return !stopped;
    }

    /** Makes it write nothing more, though it may be at work for a while. */
    public void stop() {
        stopped = true;
    }

    private void readDomains(HostConnection opened, Instant begun, List<Publication<?>> ofVolumes)
            throws HypervisorException {
        // A second reading of the pools, for a path that is new, must not count for what the domains were not read
        // after.
        long markersRead = marking.readBefore();
        List<Domain> domains = opened.domains();
        List<Publication<?>> news = new ArrayList<>();
        Set<String> gone = new HashSet<>(publishedHost.vmIds());
        domains.forEach(domain -> gone.remove(domain.id().toString()));
        gone.forEach(vmId -> news.addAll(publishedHost.gone(vmId, now())));
        news.addAll(newsOf(domains, opened));
        List<StorageOutcome> observed = adoptionReporter.news(stores, now());
        observed.forEach(outcome -> news.add(Publication.of(outcome)));
        int differences = news.size();
        news.addAll(marking.news(stores, now()));
        news.addAll(ofVolumes);
        news.add(Publication.of(announcer
                .event(HostEventType.SYNCED, null)
                .setStores(stores.describe(marking::failureOf))
                .setMarkersRead(markersRead)
                .build()));
        publish(news);
        adoptionReporter.reported(observed);
        Duration took = Duration.between(begun, now());
        board.resynced(took);
        reachable();
        LOG.infof(
                "Host synced: %d domains, %d records of difference, %d ms",
                domains.size(), differences, took.toMillis());
        volumeWatcher.tellWithHeaders(opened);
    }

    private void readStores(HostConnection opened) throws HypervisorException {
        Instant readAt = now();
        stores = StoreIndex.of(hostId, marking.read(opened), stores);
        volumeWatcher.listed(stores, readAt);
        neverListed.clear();
    }

    private List<Publication<?>> newsOf(List<Domain> domains, HostConnection opened) throws HypervisorException {
        List<Publication<?>> news = new ArrayList<>();
        boolean refreshed = false;
        for (Domain domain : domains) {
            long count = startCounter.note(domain);
            VmObservation vmObservation = reader.read(domain, count, stores);
            Set<String> unlisted = unlisted(vmObservation);
            if (!refreshed && !neverListed.containsAll(unlisted)) {
                readStores(opened);
                refreshed = true;
                vmObservation = reader.read(domain, count, stores);
                neverListed.addAll(unlisted(vmObservation));
            }
            Instant now = now();
            news.addAll(publishedHost.news(vmObservation, startCounter.areNews(domain), now, now.minus(repeatAfter)));
        }
        return news;
    }

    /**
     * Returns the paths in active pools that a definition names and no pool lists: most were made since the pools were read. A snapshot
     * may go on naming what is no more.
     */
    private Set<String> unlisted(VmObservation vmObservation) {
        VmEvent vm = vmObservation.inventory();
        return Stream.concat(
                        vm.getUses().stream().map(Use::getVolume),
                        vm.getReferences().stream()
                                .filter(held -> held.getHolder() == ReferenceHolder.DEFINITION)
                                .map(HeldReference::getVolume))
                .map(VolumeRef::getPath)
                .filter(stores::isOutdatedFor)
                .collect(Collectors.toSet());
    }

    private void publish(List<Publication<?>> news) {
        if (!news.isEmpty()) {
            publishedHost.publish(news, publisher, () -> stopped);
            startCounter.told();
        }
    }

    private void reachable() {
        Instant since = entry.status()
                .filter(HostWatchStatuses.Status::reachable)
                .map(HostWatchStatuses.Status::since)
                .orElseGet(this::now);
        entry.read(new HostWatchStatuses.Status(true, since, publishedHost.size(), ""));
    }

    private Instant now() {
        return clock.instant();
    }
}
