package io.slackwater.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.watch.BoundedOpens;
import io.slackwater.hypervisor.watch.HostWatch;
import io.slackwater.hypervisor.watch.WatchSettings;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.Connect;
import org.libvirt.Domain;

/** What the adapter owes beyond the contract, on a private libvirt host whose daemon hangs, dies and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibvirtConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LibvirtHypervisors hypervisors = new LibvirtHypervisors();
    private LibvirtHost host;

    @BeforeAll
    void startHost(@TempDir Path directory) {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        host = LibvirtHost.start(directory, 1);
    }

    @AfterEach
    void wakeHost() {
        host.unhang();
    }

    @AfterAll
    void stopHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void shouldCallAHostUnreachableWhenItsDaemonStopsAnswering() throws Exception {
        Losses losses = new Losses();
        try (HostConnection connection = hypervisors.open(host.uri())) {
            connection.watch(losses);
            host.hang();
            long begun = System.nanoTime();

            assertThatThrownBy(connection::domains).isInstanceOf(HypervisorException.Unreachable.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
            await().atMost(PATIENCE).until(() -> losses.reasons.size() == 1);
            assertThat(connection.isAlive()).isFalse();
        }
    }

    @Test
    void shouldGiveUpOnAnOpenToADaemonThatHangs() throws Exception {
        BoundedOpens opens = new BoundedOpens(hypervisors, Duration.ofMillis(500), 1);
        host.hang();

        assertThatThrownBy(() -> opens.open(host.uri())).isInstanceOf(HypervisorException.Unreachable.class);
        assertThatThrownBy(() -> opens.open(host.uri())).hasMessageContaining("still hangs");
        host.unhang();

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(HypervisorException.Unreachable.class)
                .untilAsserted(() -> opens.open(host.uri()).close());
    }

    @Test
    void shouldCloseAtOnceThoughACallHangsAndReleaseWhenItReturns() throws Exception {
        HostConnection connection = hypervisors.open(host.uri());
        host.hang();
        CompletableFuture<List<io.slackwater.hypervisor.Domain>> call = CompletableFuture.supplyAsync(() -> {
            try {
                return connection.domains();
            } catch (HypervisorException e) {
                throw new IllegalStateException(e);
            }
        });
        await().pollDelay(Duration.ofMillis(200)).until(() -> !call.isDone());

        long begun = System.nanoTime();
        connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThatThrownBy(connection::domains).isInstanceOf(HypervisorException.Unreachable.class);
        host.unhang();
        try {
            assertThat(call.get()).isEmpty();
        } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(HypervisorException.Unreachable.class);
        }
    }

    @Test
    void shouldReleaseEverythingOnClose() throws Exception {
        watchAndClose();
        long before = descriptors();

        for (int i = 0; i < 20; i++) {
            watchAndClose();
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
    }

    @Test
    void shouldReleaseEverythingOnCloseOfABrokenConnection() throws Exception {
        watchAndClose();
        long before = descriptors();
        List<HostConnection> broken = List.of(hypervisors.open(host.uri()), hypervisors.open(host.uri()));
        for (HostConnection connection : broken) {
            connection.watch(new Losses());
        }

        host.kill();
        broken.forEach(HostConnection::close);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
        host.restart();
    }

    @Test
    void shouldConnectAgainWhenTheDaemonIsBack() {
        Losses losses = new Losses();
        WatchSettings quick = new WatchSettings(
                Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMinutes(1));
        try (HostWatch watch = HostWatch.start(hypervisors, host.uri(), losses, quick)) {
            await().atMost(PATIENCE).until(() -> losses.connections.size() == 1);
            host.kill();
            await().atMost(PATIENCE).until(() -> !losses.reasons.isEmpty());

            host.restart();

            await().atMost(PATIENCE).until(() -> losses.connections.size() == 2);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void shouldKeepWhatOnlyASecureReadShowsAndWhatIsForeignWhenItRedefines() throws Exception {
        UUID id = UUID.randomUUID();
        Connect owner = new Connect(host.uri());
        Domain defined = owner.domainDefineXML(
                """
                <domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>secret</name><uuid>%s</uuid>
                <metadata><shop:tag xmlns:shop='urn:shop'>a &amp; b</shop:tag></metadata>
                <memory unit='MiB'>32</memory><os><type arch='x86_64'>hvm</type><kernel>/old</kernel></os>
                <devices><graphics type='vnc' passwd='hush'/></devices>
                <qemu:commandline><qemu:arg value='-no-hpet'/></qemu:commandline></domain>"""
                        .formatted(id));
        try (HostConnection connection = hypervisors.open(host.uri())) {
            String before = connection.domain(id).orElseThrow().definition();
            DomainXml edited = DomainXml.parse(before).withPath("kernel", "/new");

            connection.redefine(id, before, edited.text());

            assertThat(connection.domain(id).orElseThrow().definition())
                    .isEqualTo(edited.text())
                    .contains("passwd='hush'", "<qemu:arg value='-no-hpet'/>", "a &amp; b");
        } finally {
            defined.undefine();
            owner.close();
        }
    }

    private void watchAndClose() throws HypervisorException {
        try (HostConnection connection = hypervisors.open(host.uri())) {
            connection.watch(new Losses());
            assertThat(connection.domains()).isEmpty();
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    /** Keeps the connections that a host had, and the reasons why they were lost. */
    private static final class Losses implements HostListener, HostWatch.Listener {
        private final List<String> reasons = new CopyOnWriteArrayList<>();
        private final List<HostConnection> connections = new CopyOnWriteArrayList<>();

        @Override
        public void connected(HostConnection connection) {
            connections.add(connection);
        }

        @Override
        public void heartbeat(HostConnection connection) {}

        @Override
        public void changed(Set<UUID> domains) {}

        @Override
        public void storageChanged(Set<String> pools) {}

        @Override
        public void lost(String reason) {
            reasons.add(reason);
        }

        @Override
        public void domainChanged(UUID id) {}

        @Override
        public void storageChanged(String pool) {}

        @Override
        public void connectionLost(String reason) {
            reasons.add(reason);
        }
    }
}
