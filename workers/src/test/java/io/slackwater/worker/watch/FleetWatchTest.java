package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.watch.BoundedOpens;
import io.slackwater.hypervisor.watch.HostWatch;
import io.slackwater.hypervisor.watch.WatchSettings;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several watchers over a simulated fleet, each on its own thread. */
class FleetWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final WatchSettings QUICK = new WatchSettings(
            Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(5));

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final BoundedOpens opens = new BoundedOpens(fleet, Duration.ofMillis(200), 1);
    private final PublishedRecords published = new PublishedRecords();
    private final List<HostWatch> watches = new ArrayList<>();

    @AfterEach
    void stop() {
        watches.forEach(HostWatch::close);
        fleet.close();
    }

    @Test
    void shouldSyncTheOthersWhileOneHostHangsAndAnotherRefuses() {
        fleet.addHost("hangs").faults().hang(Duration.ofMinutes(10));
        fleet.addHost("refuses").faults().becomeUnreachable();
        fleet.addHost("answers");

        List.of("hangs", "refuses", "answers").forEach(this::watch);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(hostsThatAre(HostEventType.SYNCED)).containsOnly("answers");
            assertThat(hostsThatAre(HostEventType.UNREACHABLE)).contains("hangs", "refuses");
        });
    }

    @Test
    void shouldSyncAHostThatComesBack() {
        SimulatedHost host = fleet.addHost("host-1");
        host.faults().becomeUnreachable();
        watch("host-1");
        await().atMost(PATIENCE)
                .until(() -> hostsThatAre(HostEventType.UNREACHABLE).contains("host-1"));

        host.faults().heal();

        await().atMost(PATIENCE).until(() -> hostsThatAre(HostEventType.SYNCED).contains("host-1"));
    }

    @Test
    void shouldTellWhenAVmStarts() throws Exception {
        SimulatedHost host = fleet.addHost("host-1");
        String kernel = host.createPool("default", 1000)
                .upload("vmlinuz", "raw", new byte[10])
                .path();
        UUID id = host.define("<domain><name>vm</name><uuid>%s</uuid><os><kernel>%s</kernel></os></domain>"
                .formatted(UUID.randomUUID(), kernel));
        watch("host-1");
        await().atMost(PATIENCE).until(() -> hostsThatAre(HostEventType.SYNCED).contains("host-1"));

        host.start(id);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(published.of(VmStateEvent.class))
                .filteredOn(event -> event.getState() == VmState.RUNNING)
                .extracting(VmStateEvent::getStartedAs)
                .contains(1L));
    }

    private void watch(String hostId) {
        HostWatchStatuses board = new HostWatchStatuses(new HostWatchStatuses.ResyncMeter() {
            @Override
            public void resynced(Duration took) {}

            @Override
            public void malformed() {}
        });
        HostWatcher watcher = new HostWatcher(
                hostId,
                new PublishedHost(hostId),
                new PoolMarkerWriter(hostId, new MarkerProjection()),
                new AdoptionReporter(List.of()),
                published,
                board,
                Clock.systemUTC(),
                Duration.ofDays(1));
        watches.add(HostWatch.start(opens, "simulated://fleet/" + hostId, watcher, QUICK));
    }

    private List<String> hostsThatAre(HostEventType type) {
        return published.of(HostEvent.class).stream()
                .filter(event -> event.getType() == type)
                .map(HostEvent::getHostId)
                .toList();
    }
}
