package io.slackwater.inventory.watch.kafka;

import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.watch.WatchSettings;
import io.slackwater.inventory.hosts.kafka.HostRegistry;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.MarkerProjection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One instance of the watch: its loop, and its reading of all hosts of the log. */
final class WatchInstance implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** Events are collected for as long as the service does by default; the pauses are short. */
    private static final WatchSettings QUICK = new WatchSettings(
            WatchSettings.DEFAULTS.bundling(), Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofMinutes(5));

    private final HostWatchStatuses board = new HostWatchStatuses(new Unmetered());
    private final HostClaims claims = new HostClaims();
    private final LogSchemaStore schemas;
    private final HostRegistry registry;
    private final WatchLoop loop;
    private final List<Thread> threads;

    /** Begins to watch; the topics must be there. */
    WatchInstance(Hypervisors hypervisors, Map<String, Object> client) {
        schemas = new LogSchemaStore(client, Duration.ofSeconds(30));
        MarkerProjection markers = new MarkerProjection();
        registry = new HostRegistry(client, schemas, markers, claims);
        HostWatchFactory parts =
                new HostWatchFactory(hypervisors, QUICK, List.of(), board, markers, claims, Clock.systemUTC());
        Map<String, Object> group = Map.of("group.id", "watchers", "session.timeout.ms", 6000);
        loop = new WatchLoop(client, group, schemas, parts);
        threads = List.of(thread(registry, "host-registry"), thread(loop, "host-watches"));
    }

    HostClaims claims() {
        return claims;
    }

    HostWatchStatuses board() {
        return board;
    }

    @Override
    public void close() {
        loop.close();
        registry.close();
        await().atMost(TIMEOUT).until(() -> threads.stream().noneMatch(Thread::isAlive));
        schemas.close();
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {

        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
