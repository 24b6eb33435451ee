package io.slackwater.console.table;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.VmEvent;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.HostWatcher;
import io.slackwater.worker.watch.MarkerProjection;
import io.slackwater.worker.watch.PoolMarkerWriter;
import io.slackwater.worker.watch.Publication;
import io.slackwater.worker.watch.PublishedHost;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A real host that is watched, and what is published of it is folded at once. */
final class WatchedLibvirtHost implements AutoCloseable {

    private final HostConnection connection;
    private final HostWatcher watcher;

    /** Reads the host in full, and marks its pools. */
    WatchedLibvirtHost(String id, String uri, ImageFleet fleet) throws HypervisorException {
        connection = new StandardHypervisors().open(uri);
        MarkerProjection markers = new MarkerProjection();
        markers.caughtUp();
        PoolMarkerWriter marking = new PoolMarkerWriter(id, markers);
        marking.mode(true);
        watcher = new HostWatcher(
                id,
                new PublishedHost(id),
                marking,
                new AdoptionReporter(List.of()),
                publications -> publications.forEach(publication -> fold(publication, fleet, markers)),
                new HostWatchStatuses(new Unmetered()),
                Clock.systemUTC(),
                Duration.ofDays(200));
        watcher.connected(connection);
        // It is read again once the marker is in the log, as it would be by any host.
        watcher.resync(connection);
    }

    void readAgain() throws HypervisorException {
        watcher.resync(connection);
    }

    @Override
    public void close() {
        connection.close();
    }

    private static void fold(Publication<?> publication, ImageFleet fleet, MarkerProjection markers) {
        SpecificRecord value = publication.value().orElse(null);
        if (value instanceof HostEvent event) {
            markers.take(event);
            fleet.fold(new HostFold(), event);
        } else if (value instanceof VmEvent event) {
            fleet.fold(new VmFold(), event);
        } else if (value instanceof StoreVolume told) {
            fleet.fold(new StoreVolumeFold(), told);
        } else if (value == null && publication.topic().name().endsWith(".store-volumes")) {
            fleet.delete(publication.key());
        }
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {
        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
