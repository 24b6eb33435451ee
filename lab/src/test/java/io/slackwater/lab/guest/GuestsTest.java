package io.slackwater.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.debian.ArchiveException;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Real guests on one real, private host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestsTest {

    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final Duration POWER_OFF = Duration.ofSeconds(10);
    private static final String GUEST = "guest";

    private Path directory;
    private GuestKit kit;
    private LibvirtHost host;
    private Guests guests;
    private Path olderKernel;
    private Path newerKernel;
    private Path initrd;

    @BeforeAll
    void makeHost(@TempDir Path temporary) throws IOException {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        directory = temporary;
        kit = kit();
        host = LibvirtHost.start(directory, 1);
        guests = new Guests(host);
        guests.createPool("os");
        olderKernel = guests.upload("os", "vmlinuz-old", kit.older().image());
        newerKernel = guests.upload("os", "vmlinuz-new", kit.newer().image());
        initrd = guests.upload("os", "initrd-1", initramfs("1", List.of(kit.older(), kit.newer())));
    }

    @AfterEach
    void removeGuest() {
        if (guests.state(GUEST).equals(Guests.RUNNING)) {
            guests.destroy(GUEST);
        }
        host.virsh().run("undefine", GUEST);
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void shouldReportItsKernelAndInitrdAndPowerOffWithinSeconds() {
        define(olderKernel, initrd, Optional.empty());

        guests.start(GUEST);
        GuestReport report = guests.awaitReport(GUEST, BOOT);
        guests.shutdown(GUEST);

        assertThat(report).isEqualTo(new GuestReport(kit.older().release(), "none", "1"));
        guests.awaitState(GUEST, Guests.SHUT_OFF, POWER_OFF);
        assertThat(guests.console(GUEST)).contains("kernel=" + kit.older().release() + " base=none initrd=1");
    }

    @Test
    void shouldBootAnotherKernelWithTheSameInitrd() {
        define(newerKernel, initrd, Optional.empty());

        guests.start(GUEST);

        assertThat(guests.awaitReport(GUEST, BOOT).kernelRelease())
                .isEqualTo(kit.newer().release())
                .isNotEqualTo(kit.older().release());
    }

    @Test
    void shouldReportTheVersionOfTheBaseImageBehindItsDisk() throws IOException {
        Path content = directory.resolve("base");
        BaseImage.write("12.7", content);
        guests.upload("os", "base-12.7.raw", content);
        define(newerKernel, initrd, Optional.of(guests.createOverlay("os", "disk.qcow2", "base-12.7.raw")));

        guests.start(GUEST);

        assertThat(guests.awaitReport(GUEST, BOOT).baseImage()).isEqualTo("12.7");
        assertThat(guests.console(GUEST)).contains("boots=1 ");
    }

    @Test
    void shouldRunButKeepSilentUnderAKernelWhoseModulesTheInitrdLacks() throws IOException {
        Path forOlderOnly = guests.upload("os", "initrd-partial", initramfs("partial", List.of(kit.older())));
        define(newerKernel, forOlderOnly, Optional.empty());

        guests.start(GUEST);

        await().atMost(BOOT).until(() -> guests.console(GUEST)
                .contains("kernel=" + kit.newer().release()));
        assertThat(guests.state(GUEST)).isEqualTo(Guests.RUNNING);
        assertThat(guests.report(GUEST)).isEmpty();
    }

    @Test
    void shouldOutliveItsDaemon() {
        define(olderKernel, initrd, Optional.empty());
        guests.start(GUEST);
        guests.awaitReport(GUEST, BOOT);

        host.kill();
        host.restart();

        assertThat(guests.state(GUEST)).isEqualTo(Guests.RUNNING);
        assertThat(guests.awaitReport(GUEST, BOOT).kernelRelease())
                .isEqualTo(kit.older().release());
    }

    @Test
    void shouldTellThatItsProcessWasKilled() {
        define(olderKernel, initrd, Optional.empty());
        guests.start(GUEST);

        host.killGuest(GUEST);

        guests.awaitState(GUEST, Guests.SHUT_OFF, POWER_OFF);
        assertThat(host.virsh().run("domstate", GUEST, "--reason")).isEqualTo("shut off (crashed)");
    }

    private void define(Path kernel, Path initramfs, Optional<Path> disk) {
        guests.define(new GuestDefinition(GUEST, 128, kernel, initramfs, disk, guests.consoleOf(GUEST)));
    }

    private Path initramfs(String version, List<GuestKernel> kernels) throws IOException {
        Path file = directory.resolve("initramfs-" + version);
        kit.writeInitramfs(version, kernels, file);
        return file;
    }

    private static GuestKit kit() throws IOException {
        try {
            return GuestKit.ofThisMachine(GuestKit.usualCache());
        } catch (ArchiveException e) {
            throw new TestAbortedException("this machine's apt leads to no Debian archive: " + e.getMessage(), e);
        }
    }
}
