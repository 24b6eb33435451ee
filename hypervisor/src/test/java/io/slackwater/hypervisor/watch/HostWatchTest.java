package io.slackwater.hypervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostWatchTest {

    private static final String URI = "simulated://here/host-1";
    private static final WatchSettings QUICK = new WatchSettings(
            Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMinutes(1));

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final SimulatedHost host = fleet.addHost("host-1");
    private final Recorder recorder = new Recorder();

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    @Test
    void shouldHandOverChangesInBundles() throws Exception {
        try (HostWatch watch = HostWatch.start(fleet, URI, recorder, QUICK)) {
            await().until(() -> recorder.connections.size() == 1);
            UUID id = host.define(definition(UUID.randomUUID()));
            for (int i = 0; i < 200; i++) {
                host.start(id);
                host.destroy(id);
            }
            UUID last = host.define(definition(UUID.randomUUID()));

            await().until(() -> recorder.changed.contains(last));

            assertThat(recorder.changed).contains(id);
            assertThat(recorder.bundles).hasValueLessThan(100);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void shouldGiveTimeForWhatCanWaitWhileNothingHappens() throws Exception {
        try (HostWatch watch = HostWatch.start(fleet, URI, recorder, QUICK)) {
            await().untilAsserted(() -> assertThat(recorder.heartbeats).hasValueGreaterThan(1));
            assertThat(recorder.bundles).hasValue(0);
            assertThat(watch.isAlive()).isTrue();
        }
    }

    @Test
    void shouldConnectAgainWhenTheHostIsBack() throws Exception {
        try (HostWatch watch = HostWatch.start(fleet, URI, recorder, QUICK)) {
            await().until(() -> recorder.connections.size() == 1);

            host.faults().becomeUnreachable();
            await().until(() -> recorder.losses.size() >= 3);
            host.faults().heal();

            await().until(() -> recorder.connections.size() == 2);
            assertThat(recorder.connections.get(0).isAlive()).isFalse();
            assertThat(recorder.connections.get(1).isAlive()).isTrue();
            assertThat(watch).isNotNull();
        }
        assertThat(recorder.connections.get(1).isAlive()).isFalse();
    }

    @Test
    void shouldConnectAgainWhenTheListenerCouldNotReadTheHost() throws Exception {
        recorder.failures.set(2);
        try (HostWatch watch = HostWatch.start(fleet, URI, recorder, QUICK)) {
            await().until(() -> recorder.connections.size() == 1);

            assertThat(recorder.losses).containsExactly("read failed on purpose", "read failed on purpose");
            assertThat(watch).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, StackOverflowError.class, AssertionError.class})
    void shouldConnectAgainAfterAnErrorOfTheProgram(Class<? extends Error> type) throws Exception {
        recorder.error.set(type.getDeclaredConstructor().newInstance());
        try (HostWatch watch = HostWatch.start(fleet, URI, recorder, QUICK)) {
            await().until(() -> recorder.connections.size() == 1);

            assertThat(recorder.losses).singleElement().satisfies(loss -> assertThat(loss)
                    .startsWith("The watch failed: " + type.getName()));
            assertThat(watch.isAlive()).isTrue();
        }
    }

    @Test
    void shouldConnectAgainThoughTheListenerCouldNotTakeInTheLoss() throws Exception {
        recorder.failures.set(1);
        recorder.deafTo.set(1);
        try (HostWatch watch = HostWatch.start(fleet, URI, recorder, QUICK)) {
            await().until(() -> recorder.connections.size() == 1);

            assertThat(recorder.deafTo).hasValueLessThan(1);
            assertThat(watch.isAlive()).isTrue();
        }
    }

    @Test
    void shouldReadEverythingAgainAtTheResyncInterval() {
        WatchSettings often = new WatchSettings(
                Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMillis(10));
        try (HostWatch watch = HostWatch.start(fleet, URI, recorder, often)) {
            await().until(() -> recorder.connections.size() >= 2);

            assertThat(recorder.losses).isEmpty();
            assertThat(recorder.connections.get(1)).isSameAs(recorder.connections.get(0));
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void shouldLeaveAnOpenThatHangsBehindAndTryNoSecondOneMeanwhile() throws Exception {
        BoundedOpens opens = new BoundedOpens(fleet, Duration.ofMillis(50), 1);
        fleet.addHost("host-2");
        host.faults().hang(Duration.ofMillis(50));

        assertThatThrownBy(() -> opens.open(URI))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("50 ms");
        assertThatThrownBy(() -> opens.open(URI))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("still hangs");
        opens.open("simulated://here/host-2").close();
        host.faults().heal();

        await().ignoreExceptionsInstanceOf(HypervisorException.Unreachable.class)
                .untilAsserted(() -> {
                    try (HostConnection connection = opens.open(URI)) {
                        assertThat(connection.domains()).isEmpty();
                    }
                });
    }

    @Test
    void shouldOpenAHostAgainAsSoonAsItWasOpened() throws Exception {
        BoundedOpens opens = new BoundedOpens(fleet, Duration.ofSeconds(10), 1);

        for (int i = 0; i < 2_000; i++) {
            HostConnection opened = opens.open(URI);
            assertThat(opened.isAlive()).isTrue();
            opened.close();
        }
    }

    @Test
    void shouldSpreadItsPausesAndDoubleThemUpToTheLongest() {
        WatchSettings settings = WatchSettings.DEFAULTS;

        assertThat(settings.pause(1, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.pause(3, 0.5)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.pause(1_000_000, 0.999)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    private static String definition(UUID id) {
        return "<domain><name>" + id + "</name><uuid>" + id + "</uuid></domain>";
    }

    private static final class Recorder implements HostWatch.Listener {
        private final List<HostConnection> connections = new CopyOnWriteArrayList<>();
        private final List<UUID> changed = new CopyOnWriteArrayList<>();
        private final List<String> losses = new CopyOnWriteArrayList<>();
        private final AtomicInteger heartbeats = new AtomicInteger();
        private final AtomicInteger bundles = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger deafTo = new AtomicInteger();
        private final AtomicReference<@Nullable Error> error = new AtomicReference<>();

        @Override
        public void connected(HostConnection connection) throws HypervisorException {
            Error now = error.getAndSet(null);
            if (now != null) {
                throw now;
            }
            if (failures.getAndDecrement() > 0) {
                throw new HypervisorException.Rejected("read failed on purpose", null);
            }
            connections.add(connection);
        }

        @Override
        public void heartbeat(HostConnection connection) {
            heartbeats.incrementAndGet();
        }

        @Override
        public void changed(Set<UUID> domains) {
            bundles.incrementAndGet();
            changed.addAll(domains);
        }

        @Override
        public void storageChanged(Set<String> pools) {
            bundles.incrementAndGet();
        }

        @Override
        public void lost(String reason) {
            if (deafTo.getAndDecrement() > 0) {
                throw new IllegalStateException("not taken in on purpose");
            }
            losses.add(reason);
        }
    }
}
