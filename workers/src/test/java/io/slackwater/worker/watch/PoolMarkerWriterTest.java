package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostStore;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watchers of simulated hosts, all of which read the one log at once. */
class PoolMarkerWriterTest {

    private static final String POOL = "images";
    private static final String ALIAS = "images-by-link";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final MarkerProjection log = new MarkerProjection();
    private final Map<String, PoolMarkerWriter> markings = new HashMap<>();
    private final Map<String, HostWatcher> watchers = new HashMap<>();
    private final PublishedRecords published = new PublishedRecords();

    @BeforeEach
    void prepare() {
        log.caughtUp();
        for (String host : List.of("h1", "h2")) {
            fleet.addHost(host);
            watch(host);
        }
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldMarkAPoolOnceItsHostIsActiveAndNotBefore() throws HypervisorException {
        SimulatedPool pool = fleet.host("h1").createPool(POOL, 10_000);

        sync("h1");
        assertThat(names(pool)).isEmpty();
        assertThat(store("h1").getMarked()).isFalse();

        markings.get("h1").mode(true);
        assertThat(watchers.get("h1").isResyncDue()).isTrue();
        sync("h1");

        assertThat(watchers.get("h1").isResyncDue()).isFalse();
        assertThat(names(pool)).containsExactly("slackwater-store:h1:images");
        assertThat(store("h1").getMarked()).isTrue();
        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType)
                .containsSubsequence(HostEventType.MARKED, HostEventType.SYNCED);
    }

    @Test
    void shouldSayAfterWhichMarkersAHostWasRead() throws HypervisorException {
        fleet.createSharedPool(POOL, 10_000, fleet.hosts());
        sync("h2");
        assertThat(last("h2").getMarkersRead()).isZero();
        assertThat(store("h2").getStore()).isEqualTo("h2/images");

        markings.get("h1").mode(true);
        sync("h1");
        sync("h2");

        assertThat(last("h1").getMarkersRead()).isZero();
        assertThat(last("h2").getMarkersRead()).isEqualTo(1);
        assertThat(store("h2").getStore()).isEqualTo("h1/images");
    }

    @Test
    void shouldMarkOneDirectoryOnceThoughTwoPoolsOfAHostHaveIt() throws Exception {
        SimulatedPool pool = fleet.host("h1").createPool(POOL, 10_000);
        markings.get("h1").mode(true);

        watchers.get("h1").connected(aliased(fleet.open("simulated://fleet/h1")));

        assertThat(names(pool)).containsExactly("slackwater-store:h1:images");
        assertThat(last("h1").getStores())
                .extracting(HostStore::getPool, HostStore::getStore)
                .containsExactly(tuple(POOL, "h1/images"), tuple(ALIAS, "h1/images"));
    }

    @Test
    void shouldNotMarkAgainWhatHasLostItsMarkerHoweverLongAgo() throws HypervisorException {
        SimulatedPool pool = fleet.host("h1").createPool(POOL, 10_000);
        markings.get("h1").mode(true);
        sync("h1");
        delete("slackwater-store:h1:images");

        sync("h1");
        watch("h1");
        markings.get("h1").mode(true);
        sync("h1");

        assertThat(names(pool)).isEmpty();
        assertThat(store("h1").getMarked()).isFalse();
        assertThat(store("h1").getMarkFailure()).contains("slackwater-store:h1:images");

        // when somebody puts it back, it is news, for other hosts may have been read meanwhile
        published.clear();
        pool.upload("slackwater-store:h1:images", "raw", new byte[512]);
        sync("h1");
        assertThat(published.of(HostEvent.class))
                .extracting(HostEvent::getType)
                .containsExactly(HostEventType.MARKED, HostEventType.SYNCED);
    }

    @Test
    void shouldMarkNothingBeforeTheLogIsRead() throws HypervisorException {
        MarkerProjection unread = new MarkerProjection();
        PoolMarkerWriter marking = new PoolMarkerWriter("h1", unread);
        SimulatedPool pool = fleet.host("h1").createPool(POOL, 10_000);
        marking.mode(true);

        marking.read(fleet.open("simulated://fleet/h1"));
        assertThat(names(pool)).isEmpty();
        assertThat(marking.isDue()).isTrue();

        unread.caughtUp();
        marking.read(fleet.open("simulated://fleet/h1"));
        assertThat(names(pool)).hasSize(1);
    }

    @Test
    void shouldSayWhyAPoolCannotBeMarked() throws HypervisorException {
        fleet.host("h1").createPool(POOL, 100);
        markings.get("h1").mode(true);

        sync("h1");

        assertThat(store("h1").getMarked()).isFalse();
        assertThat(store("h1").getMarkFailure()).startsWith("It cannot be marked: ");
    }

    private void watch(String host) {
        PoolMarkerWriter marking = new PoolMarkerWriter(host, log);
        markings.put(host, marking);
        watchers.put(
                host,
                new HostWatcher(
                        host,
                        new PublishedHost(host),
                        marking,
                        new AdoptionReporter(List.of()),
                        this::publish,
                        new HostWatchStatuses(new Unmetered()),
                        CLOCK,
                        Duration.ofDays(1)));
    }

    private void publish(List<Publication<?>> publications) {
        published.publish(publications);
        publications.forEach(publication -> {
            if (publication.value().orElse(null) instanceof HostEvent event) {
                log.take(event);
                log.take(event);
            }
        });
    }

    private void sync(String host) throws HypervisorException {
        watchers.get(host).connected(fleet.open("simulated://fleet/" + host));
    }

    private void delete(String volume) throws HypervisorException {
        fleet.open("simulated://fleet/h1").delete(POOL, volume);
    }

    private HostEvent last(String host) {
        return published.of(HostEvent.class).stream()
                .filter(event -> event.getHostId().equals(host) && event.getType() == HostEventType.SYNCED)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private HostStore store(String host) {
        return last(host).getStores().get(0);
    }

    /** The host as it is when another pool of it has the same directory by another path. */
    private static HostConnection aliased(HostConnection host) {
        return (HostConnection) Proxy.newProxyInstance(
                HostConnection.class.getClassLoader(),
                new Class<?>[] {HostConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "pools" -> List.of(alias(host, POOL), alias(host, ALIAS));
                    case "pool" -> Optional.of(alias(host, (String) arguments[0]));
                    case "upload" -> host.upload(POOL, (NewVolume) arguments[1], (InputStream) arguments[2]);
                    case "domains" -> host.domains();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static StoragePool alias(HostConnection host, String name) throws HypervisorException {
        StoragePool pool = host.pool(POOL).orElseThrow();
        return new StoragePool(
                name,
                pool.type(),
                pool.active(),
                "/by/another/path",
                pool.capacityBytes(),
                pool.availableBytes(),
                pool.volumes());
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {
        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }

    private static List<String> names(SimulatedPool pool) {
        return pool.read().volumes().stream().map(Volume::name).toList();
    }
}
