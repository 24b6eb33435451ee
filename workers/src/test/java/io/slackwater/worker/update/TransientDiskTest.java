package io.slackwater.worker.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.debian.ArchiveException;
import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.Command.ExpectedGuestReport;
import io.slackwater.domain.update.Command.Permissions;
import io.slackwater.domain.update.Command.UpdateMark;
import io.slackwater.domain.update.Command.VerificationCriteria;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.lab.UserCache;
import io.slackwater.lab.guest.GuestDefinition;
import io.slackwater.lab.guest.GuestKit;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A real guest with a {@code <transient/>} disk: libvirt starts it on an overlay of its own, which it deletes at the stop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransientDiskTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GUEST = "transient-disk";
    private static final String POOL = "images";
    private static final int MEMORY_MEBIBYTES = 128;
    private static final int DISK_BYTES = 4 * 1024 * 1024;

    @TempDir
    private Path directory;

    private LibvirtHost host;
    private Guests guests;
    private UpdateWorker worker;
    private Path kernel;
    private Path initrd;
    private VolumeRef older;
    private VolumeRef newer;
    private VolumeRef oldOverlay;
    private VolumeRef newOverlay;
    private UUID vm;

    @BeforeAll
    void startHost(@TempDir Path directory) throws IOException {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        GuestKit kit = kit();
        host = LibvirtHost.start(directory, 1);
        guests = new Guests(host);
        guests.createPool(POOL);
        kernel = guests.upload(POOL, "kernel", kit.older().image());
        Path file = directory.resolve("initramfs");
        kit.writeInitramfs("1", List.of(kit.older()), file);
        initrd = guests.upload(POOL, "initrd", file);
        Path disk = Files.write(directory.resolve("disk"), new byte[DISK_BYTES]);
        older = reference("base-1", guests.upload(POOL, "base-1", disk));
        newer = reference("base-2", guests.upload(POOL, "base-2", disk));
        oldOverlay = reference("old.qcow2", guests.createOverlay(POOL, "old.qcow2", "base-1"));
        newOverlay = reference("new.qcow2", guests.createOverlay(POOL, "new.qcow2", "base-2"));
        worker = new UpdateWorker(
                new HostConnections(new StandardHypervisors(), Duration.ofSeconds(20)), 1, 4, WorkerClocks.SYSTEM);
    }

    @AfterAll
    void stopHost() {
        if (host != null) {
            worker.close();
            host.close();
        }
    }

    @BeforeEach
    void removeGuest() {
        if (host.virsh().run("list", "--all", "--name").contains(GUEST)) {
            if (guests.state(GUEST).equals(Guests.RUNNING)) {
                guests.destroy(GUEST);
            }
            host.virsh().run("undefine", GUEST);
        }
    }

    @Test
    void shouldVerifyByTheChainThatTheRunningMachineHas() throws Exception {
        define(newOverlay);
        guests.start(GUEST);
        assertThat(host.virsh().run("dumpxml", GUEST)).contains("new.qcow2.TRANSIENT");

        CommandResult verified = carryOut(CommandType.VERIFY, Permissions.OFF_ONLY);

        assertThat(verified.status()).as(verified.detail()).isEqualTo(CommandOutcomeStatus.DONE);
    }

    @Test
    void shouldNotVerifyAMachineThatHasTheOldImageBelow() throws Exception {
        define(oldOverlay);
        guests.start(GUEST);

        CommandResult verified = carryOut(CommandType.VERIFY, Permissions.OFF_ONLY);

        assertThat(verified.status()).as(verified.detail()).isEqualTo(CommandOutcomeStatus.INCONCLUSIVE);
        assertThat(verified.detail()).contains("vda");
    }

    @Test
    void shouldKnowAfterARollBackThatTheMachineRunsTheOldImage() throws Exception {
        define(oldOverlay);
        guests.start(GUEST);
        define(newOverlay);

        CommandResult restored = carryOut(CommandType.ROLL_BACK, Permissions.OFF_ONLY);

        assertThat(restored.status()).as(restored.detail()).isEqualTo(CommandOutcomeStatus.DONE);
    }

    @Test
    void shouldRestartOnceWhatIsRolledBack() throws Exception {
        define(newOverlay);
        guests.start(GUEST);
        RestartRules force = new RestartRules(Duration.ZERO, Duration.ZERO, true);

        CommandResult restored =
                carryOut(CommandType.ROLL_BACK, new Permissions(Optional.empty(), false, true, Optional.of(force)));

        assertThat(restored.status()).as(restored.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(host.virsh().run("dumpxml", GUEST)).contains("old.qcow2.TRANSIENT");
    }

    private void define(VolumeRef overlay) throws IOException {
        GuestDefinition definition = new GuestDefinition(
                GUEST, MEMORY_MEBIBYTES, kernel, initrd, Optional.of(Path.of(overlay.path())), guests.consoleOf(GUEST));
        String known = vm == null ? "" : "<uuid>" + vm + "</uuid>";
        String xml = definition
                .toXml()
                .replace("</name>", "</name>" + known)
                .replace("<target dev='vda' bus='virtio'/>", "<target dev='vda' bus='virtio'/><transient/>");
        Path file = Files.writeString(directory.resolve("guest.xml"), xml);
        host.virsh().run("define", file.toString(), "--validate");
        vm = UUID.fromString(host.virsh().run("domuuid", GUEST));
    }

    private CommandResult carryOut(CommandType type, Permissions permissions) {
        Replacement disk = new Replacement(
                "vda",
                "lab/base",
                PortionKind.BASE_IMAGE,
                "1",
                older,
                Optional.of(oldOverlay),
                "2",
                Optional.of(newer),
                Optional.of(newOverlay));
        AtomicReference<CommandResult> answer = new AtomicReference<>();
        worker.take(
                new Command(
                        "id",
                        type,
                        new UpdateMark("update-1", 1),
                        vm,
                        host.name(),
                        host.uri(),
                        List.of(disk),
                        Duration.ofSeconds(60),
                        permissions,
                        new VerificationCriteria(
                                Duration.ofSeconds(1), Duration.ofSeconds(1), ExpectedGuestReport.NOTHING)),
                answer::set);
        return await().atMost(PATIENCE).until(answer::get, given -> given != null);
    }

    private VolumeRef reference(String name, Path path) {
        return new VolumeRef(host.name() + "/" + POOL, name, path.toString());
    }

    private static GuestKit kit() throws IOException {
        try {
            return GuestKit.ofThisMachine(UserCache.directory());
        } catch (ArchiveException e) {
            throw new TestAbortedException("no Debian archive to make guests from: " + e.getMessage(), e);
        }
    }
}
