package io.slackwater.hypervisor.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedFleetTest {

    private static final String OSINFO = "{\"execute\":\"guest-get-osinfo\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final SimulatedHost host = fleet.addHost("host-1");
    private final SimulatedPool pool = host.createPool("os", 10 << 20);
    private final UUID id = UUID.randomUUID();

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    @Test
    void shouldReportTheReleaseThatTheKernelItWasStartedWithDeclares() throws Exception {
        String old = pool.upload("a", "raw", "kernel-release: 6.1.0-1\n".getBytes(UTF_8))
                .path();
        String next = pool.upload("b", "raw", "kernel-release: 6.1.0-2\n".getBytes(UTF_8))
                .path();
        host.define(kernelBoot(old));
        host.start(id);
        host.define(kernelBoot(next));

        assertThat(release()).contains("6.1.0-1");
        host.shutdown(id);
        host.start(id);

        assertThat(release()).contains("6.1.0-2");
    }

    @Test
    void shouldReportTheReleaseInTheHeaderOfARealKernelAndElseTheNameOfTheVolume() throws Exception {
        byte[] kernel = new byte[2048];
        ByteBuffer header = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
        header.position(0x202).put("HdrS".getBytes(UTF_8));
        header.putShort(0x20E, (short) 0x300);
        header.position(0x500).put("6.1.0-41-cloud-amd64 (debian@example) #1".getBytes(UTF_8));

        host.define(kernelBoot(pool.upload("real", "raw", kernel).path()));
        host.start(id);
        assertThat(release()).contains("6.1.0-41-cloud-amd64");

        host.destroy(id);
        host.define(
                kernelBoot(pool.upload("vmlinuz-6.2.img", "raw", new byte[16]).path()));
        host.start(id);
        assertThat(release()).contains("6.2");
    }

    @Test
    void shouldReportTheReleaseOfTheBaseImageBehindItsDisk() throws Exception {
        pool.upload("base", "raw", "kernel-release: base-7\n".getBytes(UTF_8));
        try (HostConnection connection = open()) {
            Volume base = connection.pool("os").orElseThrow().volume("base").orElseThrow();
            connection.createOverlay("os", "disk", base, 0);
            host.define(domain("<devices>" + AGENT
                    + "<disk type='volume'><source pool='os' volume='disk'/><target dev='vda'/></disk></devices>"));
            connection.start(id);

            assertThat(release()).contains("base-7");
            connection.destroy(id);
            connection.delete("os", "base");

            assertThatThrownBy(() -> connection.start(id))
                    .isInstanceOf(HypervisorException.Rejected.class)
                    .hasMessageContaining("/base");
        }
    }

    @Test
    void shouldCrashOrKeepSilentAsTheImageSays() throws Exception {
        byte[] crashing = "kernel-release: 1\nboot: crash\n".getBytes(UTF_8);
        byte[] silent = "kernel-release: 1\nboot: silent\n".getBytes(UTF_8);

        host.define(kernelBoot(pool.upload("crashing", "raw", crashing).path()));
        host.start(id);
        Domain crashed = host.domain(id).orElseThrow();
        assertThat(crashed.state()).isEqualTo(RunState.SHUTOFF);
        assertThat(crashed.reason()).isEqualTo("CRASHED");

        host.define(kernelBoot(pool.upload("silent", "raw", silent).path()));
        host.start(id);
        assertThat(host.domain(id).orElseThrow().isActive()).isTrue();
        assertThat(release()).isEmpty();
    }

    @Test
    void shouldAnswerOnlyWhereTheAgentHasItsChannelAndRuns() throws Exception {
        host.define(domain("<devices/>"));
        host.start(id);
        assertThat(release()).isEmpty();
        host.destroy(id);
        host.define(domain("<devices>" + AGENT + "</devices>"));
        host.start(id);
        assertThat(release()).isPresent();

        host.agentAnswers(id, false);

        assertThat(release()).isEmpty();
    }

    @Test
    void shouldForgetATransientDomainWhenItStops() throws Exception {
        UUID started = host.startTransient(domain("<devices/>"));
        assertThat(host.domain(started).orElseThrow().persistent()).isFalse();

        host.shutdown(started);

        assertThat(host.domain(started)).isEmpty();
    }

    @Test
    void shouldShareAPoolBetweenHosts() throws Exception {
        SimulatedHost other = fleet.addHost("host-2");
        SimulatedPool shared = fleet.createSharedPool("nfs", 1 << 20, List.of(host, other));
        shared.upload("marker", "raw", new byte[10]);

        try (HostConnection connection = fleet.open("simulated://x/host-2")) {
            connection.delete("nfs", "marker");
        }

        assertThat(host.pools()).contains(shared);
        assertThat(shared.read().volumes()).isEmpty();
        assertThat(shared.read().availableBytes()).isEqualTo(1 << 20);
    }

    @Test
    void shouldNeverPromiseTheSameRoomTwice() throws Exception {
        try (HostConnection connection = open()) {
            List<CompletableFuture<Boolean>> uploads = IntStream.range(0, 8)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> uploaded(connection, "v" + number)))
                    .toList();

            assertThat(uploads.stream().filter(CompletableFuture::join)).hasSize(3);
            assertThat(connection.pool("os").orElseThrow().availableBytes()).isEqualTo(1 << 20);
        }
    }

    @Test
    void shouldKnowTheDigestOfContentThatItDoesNotKeep() throws Exception {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 1;
        pool.upload("large", "raw", large);

        try (HostConnection connection = open()) {
            String expected = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(large));
            assertThat(connection.sha256("os", "large", large.length)).isEqualTo(expected);
            assertThatThrownBy(() -> connection.sha256("os", "large", 2 << 20))
                    .isInstanceOf(HypervisorException.Rejected.class);
        }
    }

    @Test
    void shouldHideTheVolumesOfAnInactivePool() throws Exception {
        pool.upload("v", "raw", new byte[1]);

        pool.setActive(false);

        try (HostConnection connection = open()) {
            assertThat(connection.pool("os").orElseThrow().active()).isFalse();
            assertThat(connection.pool("os").orElseThrow().volumes()).isEmpty();
            assertThatThrownBy(() -> connection.delete("os", "v")).isInstanceOf(HypervisorException.Rejected.class);
        }
    }

    @Test
    void shouldHangAndThenBreakUntilItIsHealed() throws Exception {
        HostConnection connection = open();
        host.faults().hang(Duration.ofMillis(100));
        assertThatThrownBy(connection::domains)
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("keepalive");

        host.faults().heal();

        assertThat(connection.isAlive()).isFalse();
        assertThatThrownBy(connection::domains).isInstanceOf(HypervisorException.Unreachable.class);
        assertThat(open().domains()).isEmpty();
    }

    @Test
    void shouldRefuseDefinitionsAndStartsWhenToldTo() throws Exception {
        host.define(domain("<devices/>"));
        String read = host.domain(id).orElseThrow().definition();
        host.faults().refuseDefinitions("no definitions today");
        host.faults().refuseStarts("no starts today");

        try (HostConnection connection = open()) {
            assertThatThrownBy(() -> connection.redefine(id, read, read)).hasMessage("no definitions today");
            assertThatThrownBy(() -> connection.start(id)).hasMessage("no starts today");
            host.faults().heal();
            connection.redefine(id, read, read);
            connection.start(id);
        }
        assertThat(host.domain(id).orElseThrow().isActive()).isTrue();
    }

    @Test
    void shouldRefuseASecondDomainOfTheSameName() throws Exception {
        host.define(domain("<devices/>"));
        String other =
                domain("<devices/>").replace(id.toString(), UUID.randomUUID().toString());

        assertThatThrownBy(() -> host.define(other)).isInstanceOf(HypervisorException.Rejected.class);

        host.undefine(id);
        assertThat(host.define(other)).isNotEqualTo(id);
    }

    private static boolean uploaded(HostConnection connection, String name) {
        try {
            connection.upload("os", new NewVolume(name, "raw", 3 << 20), new ByteArrayInputStream(new byte[3 << 20]));
            return true;
        } catch (HypervisorException.NoSpace e) {
            return false;
        } catch (HypervisorException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> release() throws HypervisorException {
        try (HostConnection connection = open()) {
            return connection
                    .askAgent(id, OSINFO, PATIENCE)
                    .map(answer -> answer.replaceFirst(".*\"kernel-release\":\"([^\"]*)\".*", "$1"));
        }
    }

    private HostConnection open() throws HypervisorException {
        return fleet.open("simulated://x/host-1");
    }

    private static final String AGENT =
            "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";

    private String kernelBoot(String kernel) {
        return domain("<os><kernel>" + kernel + "</kernel></os><devices>" + AGENT + "</devices>");
    }

    private String domain(String body) {
        return "<domain type='kvm'><name>vm</name><uuid>" + id + "</uuid>" + body + "</domain>";
    }
}
