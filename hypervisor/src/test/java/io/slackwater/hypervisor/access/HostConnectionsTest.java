package io.slackwater.hypervisor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostConnectionsTest {

    private static final String URI = "simulated://127.0.0.1/h1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimulatedFleet fleet = new SimulatedFleet();

    @BeforeEach
    void start() {
        fleet.addHost("h1");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldKeepOneConnectionAndOpenAnotherWhenItBroke() throws Exception {
        try (HostConnections connections = new HostConnections(fleet, PATIENCE)) {
            HostConnection first = connections.to("h1", URI);
            assertThat(connections.to("h1", URI)).isSameAs(first);
            assertThat(connections.count()).isEqualTo(new HostConnections.Count(1, 1));

            first.close();

            assertThat(connections.count()).isEqualTo(new HostConnections.Count(1, 0));
            assertThat(connections.to("h1", URI)).isNotSameAs(first);
            assertThat(connections.count()).isEqualTo(new HostConnections.Count(1, 1));
        }
    }

    @Test
    void shouldCountWithoutWaitingForAnOpenThatHangs() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<HostConnection> asked = new CompletableFuture<>();
        try (HostConnections connections = new HostConnections(hangingUntil(goOn, new AtomicReference<>()), PATIENCE)) {
            Thread asking = new Thread(() -> {
                try {
                    asked.complete(connections.to("h1", URI));
                } catch (HypervisorException failed) {
                    asked.completeExceptionally(failed);
                }
            });
            asking.start();
            await().atMost(PATIENCE).until(() -> connections.count().known() == 1);

            assertThat(connections.count()).isEqualTo(new HostConnections.Count(1, 0));
            assertThat(asked).isNotDone();

            goOn.countDown();
            asking.join();
            assertThat(asked).isCompleted();
            assertThat(connections.count()).isEqualTo(new HostConnections.Count(1, 1));
        }
    }

    @Test
    void shouldNameTheHostWhoseOpenHangsAndCloseWhatComesTooLate() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<HostConnection> late = new AtomicReference<>();
        try (HostConnections connections = new HostConnections(hangingUntil(goOn, late), Duration.ofMillis(50))) {
            assertThatThrownBy(() -> connections.to("h1", URI))
                    .isInstanceOf(HypervisorException.Unreachable.class)
                    .hasMessageContaining("h1");
            assertThat(connections.unreachable()).containsExactly("h1");
        }

        goOn.countDown();

        await().atMost(PATIENCE).until(() -> late.get() != null && !late.get().isAlive());
    }

    @Test
    void shouldForgetThatAHostWasUnreachableOnceItIsReached() throws Exception {
        AtomicReference<Hypervisors> hypervisors = new AtomicReference<>(uri -> {
            throw new HypervisorException.Unreachable("nobody is there", null);
        });
        try (HostConnections connections =
                new HostConnections(uri -> hypervisors.get().open(uri), PATIENCE)) {
            assertThatThrownBy(() -> connections.to("h1", URI)).hasMessageContaining("nobody is there");
            assertThat(connections.unreachable()).containsExactly("h1");

            hypervisors.set(fleet);

            assertThat(connections.to("h1", URI).isAlive()).isTrue();
            assertThat(connections.unreachable()).isEmpty();
        }
    }

    @Test
    void shouldCloseTheConnectionToAHostsFormerAddress() throws Exception {
        fleet.addHost("h2");
        try (HostConnections connections = new HostConnections(fleet, PATIENCE)) {
            HostConnection former = connections.toOnly("h1", URI);
            HostConnection other = connections.toOnly("h2", "simulated://127.0.0.1/h2");

            HostConnection present = connections.toOnly("h1", "simulated://127.0.0.1:1/h1");

            assertThat(former.isAlive()).isFalse();
            assertThat(other.isAlive()).isTrue();
            assertThat(present.isAlive()).isTrue();
            assertThat(connections.count()).isEqualTo(new HostConnections.Count(2, 2));
        }
    }

    @Test
    void shouldTellAnErrorOfThisProgramAndTryAgain() throws Exception {
        AtomicReference<Hypervisors> hypervisors = new AtomicReference<>(uri -> {
            throw new NoClassDefFoundError("simulated");
        });
        try (HostConnections connections =
                new HostConnections(uri -> hypervisors.get().open(uri), PATIENCE)) {
            assertThatThrownBy(() -> connections.to("h1", URI))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseInstanceOf(NoClassDefFoundError.class);

            hypervisors.set(fleet);

            assertThat(connections.to("h1", URI).isAlive()).isTrue();
        }
    }

    private Hypervisors hangingUntil(CountDownLatch goOn, AtomicReference<HostConnection> opened) {
        return uri -> {
            awaitUninterruptibly(goOn);
            HostConnection connection = fleet.open(uri);
            opened.set(connection);
            return connection;
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
