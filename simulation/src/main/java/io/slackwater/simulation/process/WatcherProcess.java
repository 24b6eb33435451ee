package io.slackwater.simulation.process;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.WorkerDiedException;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.HostWatcher;
import io.slackwater.worker.watch.MarkerProjection;
import io.slackwater.worker.watch.PoolMarkerWriter;
import io.slackwater.worker.watch.Publication;
import io.slackwater.worker.watch.PublishedHost;
import io.slackwater.worker.watch.Publisher;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The watcher of a host. */
public final class WatcherProcess extends SimulatedProcess {

    private static final long RECONNECTS_AFTER = 4_000;
    private static final long LOOKS_AFTER = 400;
    private static final long RESYNCS_AFTER = 5_000;
    private static final long REACHES_VOLUMES_AFTER = 6_000;

    /** Short, so that a run has it. */
    private static final Duration REPEATS_AFTER = Duration.ofSeconds(30);

    private final Site site;
    private final Access access;
    private final List<AdoptionRule> rules;
    private final MarkerProjection markers;
    private final Map<String, HostVmDigest> written = new TreeMap<>();
    private final Map<String, StoreVolume> listed = new TreeMap<>();
    private final Set<UUID> changed = new TreeSet<>();
    private @Nullable HostWatcher watcher;
    private @Nullable HostConnection connection;
    private long life;
    private boolean lookPlanned;
    private boolean resyncPlanned;
    private boolean heartbeatPlanned;

    WatcherProcess(
            Site site, Access access, List<AdoptionRule> rules, MarkerProjection markers, Environment environment) {
        super("watcher-" + site.id(), environment);
        this.site = site;
        this.access = access;
        this.rules = rules;
        this.markers = markers;
    }

    /** Hears of a change of a VM, if it is connected. */
    public void hear(UUID vm) {
        if (connection != null) {
            changed.add(vm);
            if (!lookPlanned) {
                lookPlanned = true;
                long begun = life;
                later(LOOKS_AFTER, () -> {
                    lookPlanned = false;
                    if (life == begun) {
                        look();
                    }
                });
            }
        }
    }

    /** Reads its host again soon, since a store was marked; one that is not connected reads it when it is. */
    void hearOfMarker() {
        if (!resyncPlanned) {
            resyncPlanned = true;
            later(RESYNCS_AFTER, () -> {
                resyncPlanned = false;
                resync();
            });
        }
    }

    /** Loses its connection, if it has one. */
    public void disconnect() {
        if (connection != null) {
            lost("The connection broke");
        }
    }

    @Override
    void begin() {
        life++;
        PublishedHost publishedHost = new PublishedHost(site.id());
        written.values().forEach(publishedHost::restore);
        listed.values().forEach(publishedHost::restore);
        PoolMarkerWriter marking = new PoolMarkerWriter(site.id(), markers);
        marking.mode(true);
        watcher = new HostWatcher(
                site.id(),
                publishedHost,
                marking,
                new AdoptionReporter(rules),
                this::publish,
                new HostWatchStatuses(new Unmetered()),
                environment().clock(),
                REPEATS_AFTER);
        connectLater();
    }

    @Override
    void end() {
        life++;
        release();
        watcher = null;
    }

    private void connectLater() {
        long begun = life;
        later(RECONNECTS_AFTER, () -> {
            if (life == begun && connection == null) {
                connect();
            }
        });
    }

    private void connect() {
        try {
            HostConnection opened = access.open(site);
            connection = opened;
            watcher().connected(opened);
        } catch (HypervisorException | Publisher.PublishFailedException | WorkerDiedException failed) {
            lost(String.valueOf(failed.getMessage()));
        }
    }

    private void look() {
        if (connection == null) {
            return;
        }
        Set<UUID> news = Set.copyOf(changed);
        changed.clear();
        try {
            watcher().changed(new TreeSet<>(news));
            heartbeatLater();
        } catch (HypervisorException | Publisher.PublishFailedException | WorkerDiedException failed) {
            lost(String.valueOf(failed.getMessage()));
        }
    }

    /** A VM may have named a new volume, which is told when there is time for it. */
    private void heartbeatLater() {
        if (!heartbeatPlanned) {
            heartbeatPlanned = true;
            environment().scheduler().after(REACHES_VOLUMES_AFTER, () -> {
                heartbeatPlanned = false;
                heartbeat();
            });
        }
    }

    private void heartbeat() {
        if (connection == null) {
            return;
        }
        try {
            watcher().heartbeat(connection);
        } catch (WorkerDiedException failed) {
            lost(String.valueOf(failed.getMessage()));
        }
    }

    private void resync() {
        HostConnection opened = connection;
        if (opened == null) {
            return;
        }
        try {
            watcher().resync(opened);
        } catch (HypervisorException | Publisher.PublishFailedException | WorkerDiedException failed) {
            lost(String.valueOf(failed.getMessage()));
        }
    }

    private void lost(String reason) {
        release();
        watcher().lost(reason);
        connectLater();
    }

    private void release() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        changed.clear();
    }

    private void publish(List<Publication<?>> publications) {
        if (environment().luck().fails(0.005)) {
            throw new Publisher.PublishFailedException("The broker did not answer", new IllegalStateException());
        }
        for (Publication<?> publication : publications) {
            if (publication.topic().name().equals(Topics.HOST_VMS.name())) {
                publication
                        .value()
                        .ifPresentOrElse(
                                digest -> written.put(publication.key(), (HostVmDigest) digest),
                                () -> written.remove(publication.key()));
            } else if (publication.topic().name().equals(Topics.STORE_VOLUMES.name())) {
                publication
                        .value()
                        .ifPresentOrElse(
                                volume -> listed.put(publication.key(), (StoreVolume) volume),
                                () -> listed.remove(publication.key()));
            } else {
                environment()
                        .log()
                        .append(
                                publication.topic().name(),
                                publication.key(),
                                publication.value().orElseThrow(),
                                "vm-inventory");
            }
        }
    }

    private HostWatcher watcher() {
        if (watcher == null) {
            throw new IllegalStateException(name() + " does not run");
        }
        return watcher;
    }

    private void later(long most, Runnable work) {
        environment().scheduler().after(environment().luck().between(1, most), work);
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {
        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
