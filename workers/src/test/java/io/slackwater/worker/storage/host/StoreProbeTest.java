package io.slackwater.worker.storage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.StorageTaskHandler;
import io.slackwater.worker.storage.StorageWorkerFactory;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts whose pools show one marker. */
class StoreProbeTest {

    private static final String STORE = "h1/shared";
    private static final String OLD = "vmlinuz-49";
    private static final String POOL = "shared";

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final StorageTaskHandler worker = StorageWorkerFactory.work(
            StorageConnections.over(new HostConnections(fleet, Duration.ofSeconds(5))),
            new StagingLimits(0.1, Bandwidth.unlimited()),
            Clock.systemUTC());
    private SimulatedPool pool;

    @BeforeEach
    void prepare() {
        fleet.addHost("h1");
        fleet.addHost("h2");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldDeleteFromTheDirectoryThatBothHave() throws HypervisorException {
        pool = fleet.createSharedPool(POOL, 100_000, fleet.hosts());
        fill(pool);

        assertThat(reclaim()).isInstanceOf(StorageTaskReport.Deleted.class);
        assertThat(names(pool)).as("no probe is left").containsExactly(StoreMarker.nameOf(STORE));
    }

    @Test
    void shouldKeepWhatIsInACopyOfTheDirectoryAndDeleteItOnceTheCopyIsAStoreOfItsOwn() throws HypervisorException {
        // given a directory that was copied to the second host with its marker
        pool = fleet.host("h1").createPool(POOL, 100_000);
        SimulatedPool copy = fleet.host("h2").createPool(POOL, 100_000);
        fill(pool);
        fill(copy);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(reclaim())
                    .isInstanceOfSatisfying(StorageTaskReport.Referenced.class, kept -> assertThat(kept.blockers())
                            .extracting(Blocker::code, Blocker::subject)
                            .containsExactly(tuple(BlockerCode.MARKER_AMBIGUOUS, "h2")));
        }
        assertThat(names(pool))
                .contains(OLD)
                .filteredOn(StoreMarker::isProbe)
                .as("one for all attempts")
                .hasSize(1);
        assertThat(names(copy)).containsExactlyInAnyOrder(OLD, StoreMarker.nameOf(STORE));

        // when the second host turns out to have no part in it
        assertThat(reclaim("h1")).isInstanceOf(StorageTaskReport.Deleted.class);

        // then only the first one's is gone
        assertThat(names(pool)).doesNotContain(OLD);
        assertThat(names(copy)).contains(OLD);
    }

    @Test
    void shouldClearAwayWhatAnEarlierProcessLeft() throws HypervisorException {
        pool = fleet.createSharedPool(POOL, 100_000, fleet.hosts());
        fill(pool);
        pool.upload("slackwater-probe:6f1b2c3d-0000-4000-8000-000000000001", "raw", new byte[512]);

        assertThat(reclaim()).isInstanceOf(StorageTaskReport.Deleted.class);

        assertThat(names(pool)).containsExactly(StoreMarker.nameOf(STORE));
    }

    @Test
    void shouldDeleteFromAFullDirectoryThatBothHave() throws HypervisorException {
        pool = fleet.createSharedPool(POOL, 100_000, fleet.hosts());
        fill(pool);

        assertThat(reclaim(new FullStore(Map.of("h1", "5 5", "h2", "5 5"))))
                .isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldKeepWhatIsInACopyOfAFullDirectory() throws HypervisorException {
        pool = fleet.createSharedPool(POOL, 100_000, fleet.hosts());
        fill(pool);

        assertThat(reclaim(new FullStore(Map.of("h1", "5 5", "h2", "5 7"))))
                .isInstanceOfSatisfying(StorageTaskReport.Referenced.class, kept -> assertThat(kept.blockers())
                        .extracting(Blocker::code, Blocker::subject)
                        .containsExactly(tuple(BlockerCode.MARKER_AMBIGUOUS, "h2")));
    }

    /** Hosts whose pools have no room, and which tell times of their files. */
    private final class FullStore implements StorageConnections {

        private final Map<String, String> stamps;

        FullStore(Map<String, String> stamps) {
            this.stamps = stamps;
        }

        @Override
        public HostConnection to(Site site) throws HypervisorException {
            HostConnection host = fleet.open(site.uri());
            return (HostConnection) Proxy.newProxyInstance(
                    StoreProbeTest.class.getClassLoader(),
                    new Class<?>[] {HostConnection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("upload")) {
                            throw new HypervisorException.NoSpace("0 bytes are free", null);
                        }
                        Object answer = method.invoke(host, arguments);
                        return method.getName().equals("pool")
                                ? ((Optional<?>) answer).map(pool -> stamped((StoragePool) pool, site.hostId()))
                                : answer;
                    });
        }

        private StoragePool stamped(StoragePool pool, String host) {
            return new StoragePool(
                    pool.name(),
                    pool.type(),
                    pool.active(),
                    pool.targetPath(),
                    pool.capacityBytes(),
                    0,
                    pool.volumes().stream()
                            .map(volume -> new Volume(
                                    volume.name(),
                                    volume.path(),
                                    volume.format(),
                                    volume.capacityBytes(),
                                    volume.allocationBytes(),
                                    volume.backingPath(),
                                    stamps.get(host),
                                    volume.contentBytes(),
                                    volume.traits()))
                            .toList());
        }
    }

    private StorageTaskReport reclaim(StorageConnections hosts) {
        return reclaim(
                StorageWorkerFactory.work(hosts, new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC()),
                "h1",
                "h2");
    }

    private static void fill(SimulatedPool pool) throws HypervisorException {
        pool.upload(OLD, "raw", new byte[100]);
        pool.upload(StoreMarker.nameOf(STORE), "raw", new byte[512]);
    }

    private StorageTaskReport reclaim() {
        return reclaim("h1", "h2");
    }

    private StorageTaskReport reclaim(String... hosts) {
        return reclaim(worker, hosts);
    }

    private static StorageTaskReport reclaim(StorageTaskHandler by, String... hosts) {
        List<Site> sites = List.of(hosts).stream()
                .map(id -> new Site(id, "simulated://127.0.0.1/" + id, POOL))
                .toList();
        StorageTask task = new StorageTask(
                "c", VolumeCommand.Type.RECLAIM, new VolumeRef(STORE, OLD, ""), sites, Optional.empty());
        Lifetime lifetime = new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);
        return by.on(task, lifetime, uploading -> {});
    }

    private static List<String> names(SimulatedPool pool) {
        return pool.read().volumes().stream().map(Volume::name).toList();
    }
}
