package io.slackwater.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedFleetServerTest {

    private final StandardHypervisors hypervisors = new StandardHypervisors();
    private final SimulatedFleet fleet = new SimulatedFleet();
    private final SimulatedHost host = fleet.addHost("host-1");
    private SimulatedFleetServer server;

    @BeforeEach
    void serve() throws Exception {
        server = SimulatedFleetServer.start(fleet, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        server.close();
        fleet.close();
    }

    @Test
    void shouldTellTheListenerThatTheFleetIsGone() throws Exception {
        Losses losses = new Losses();
        HostConnection connection = hypervisors.open(server.uri("host-1"));
        connection.watch(losses);

        server.close();

        await().until(() -> losses.reasons.size() == 1);
        assertThat(connection.isAlive()).isFalse();
        assertThatThrownBy(connection::pools).isInstanceOf(HypervisorException.Unreachable.class);
        assertThatThrownBy(() -> hypervisors.open(server.uri("host-1")))
                .isInstanceOf(HypervisorException.Unreachable.class);
    }

    @Test
    void shouldSayNothingMoreToAListenerWhoseConnectionIsClosed() throws Exception {
        Losses losses = new Losses();
        Losses others = new Losses();
        HostConnection closed = hypervisors.open(server.uri("host-1"));
        closed.watch(losses);
        try (HostConnection open = hypervisors.open(server.uri("host-1"))) {
            open.watch(others);
            closed.close();

            host.createPool("new", 1);

            await().until(() -> others.pools.contains("new"));
            assertThat(losses.pools).isEmpty();
            assertThat(losses.reasons).isEmpty();
        }
    }

    @Test
    void shouldPassOnThatADomainCannotBeRead() throws Exception {
        UUID id = host.define(
                "<domain type='kvm'><name>vm</name><uuid>6f1b2c3d-0000-4000-8000-000000000001</uuid></domain>");
        host.makeUnreadable(id, "its snapshots went on changing");

        try (HostConnection open = hypervisors.open(server.uri("host-1"))) {
            assertThat(open.domain(id)).contains(Domain.unread(id, "vm", "its snapshots went on changing"));
            assertThat(open.domains()).containsExactlyElementsOf(host.domains());
        }
    }

    @Test
    void shouldCallAHostThatTheFleetHasNotUnreachable() {
        assertThatThrownBy(() -> hypervisors.open(server.uri("host-9")))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("host-9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulated://127.0.0.1/host", "simulated://127.0.0.1:1", "simulated:x y", "nonsense"})
    void shouldRefuseUrisThatNameNoHost(String uri) {
        assertThatThrownBy(() -> hypervisors.open(uri))
                .isInstanceOf(HypervisorException.Rejected.class)
                .hasMessageContaining(uri);
    }

    private static final class Losses implements HostListener {
        private final List<String> reasons = new CopyOnWriteArrayList<>();
        private final List<String> pools = new CopyOnWriteArrayList<>();

        @Override
        public void domainChanged(UUID id) {}

        @Override
        public void storageChanged(String pool) {
            pools.add(pool);
        }

        @Override
        public void connectionLost(String reason) {
            reasons.add(reason);
        }
    }
}
