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
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.libvirt.DomainTimeouts;
import io.slackwater.hypervisor.libvirt.LibvirtHypervisors;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.SlackwaterMetadata;
import io.slackwater.lab.FreezableDisk;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * A real host on which a call about one domain hangs, while its daemon answers keepalives: a QEMU process that stands still, and a disk
 * that takes no definition.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HungDomainTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final DomainTimeouts TIMEOUTS = new DomainTimeouts(Duration.ofSeconds(4), Duration.ofSeconds(4));
    private static final String HUNG = "hung";
    private static final String OTHER = "other";
    private static final String POOL = "images";
    private static final int MEMORY_MEBIBYTES = 128;
    private static final int DISK_MEBIBYTES = 256;

    /** Shuts a running guest down by its power button, and switches it off after 5 s. */
    private static final Permissions RESTART = new Permissions(
            Optional.empty(), true, true, Optional.of(new RestartRules(Duration.ZERO, Duration.ofSeconds(5), true)));

    @TempDir
    private Path directory;

    private FreezableDisk disk;
    private LibvirtHost host;
    private Guests guests;
    private HostConnections connections;
    private UpdateWorker worker;
    private List<Replacement> kernel;
    private UUID hung;
    private UUID other;

    @BeforeAll
    void startHost(@TempDir Path workDirectory) throws IOException {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        assumeTrue(FreezableDisk.isPossible(), "no file system can be mounted from a file");
        GuestKit kit = kit();
        disk = FreezableDisk.mount(workDirectory.resolve("disk"), DISK_MEBIBYTES);
        host = LibvirtHost.start(disk.directory(), 1);
        guests = new Guests(host);
        guests.createPool(POOL);
        Path initramfs = workDirectory.resolve("initramfs");
        kit.writeInitramfs("1", List.of(kit.older()), initramfs);
        guests.upload(POOL, "initrd", initramfs);
        kernel = List.of(new Replacement(
                "kernel",
                "lab/kernel",
                PortionKind.KERNEL,
                "1",
                upload("kernel-1", kit.older().image()),
                Optional.empty(),
                "2",
                Optional.of(upload("kernel-2", kit.newer().image())),
                Optional.empty()));
    }

    @AfterAll
    void stopHost() throws IOException {
        if (host != null) {
            host.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @BeforeEach
    void defineGuests() throws IOException {
        hung = define(HUNG);
        other = define(OTHER);
        connections =
                new HostConnections(new LibvirtHypervisors(Duration.ofMinutes(1), TIMEOUTS), Duration.ofSeconds(20));
        worker = new UpdateWorker(connections, 1, 8, WorkerClocks.SYSTEM);
    }

    @AfterEach
    void removeGuests() {
        if (worker == null) {
            return;
        }
        disk.thaw();
        worker.close();
        connections.close();
        for (String guest : List.of(HUNG, OTHER)) {
            if (guests.state(guest).equals(Guests.RUNNING)) {
                // A process that stands still hears SIGKILL nonetheless.
                host.killGuest(guest);
                guests.awaitState(guest, Guests.SHUT_OFF, PATIENCE);
            }
            host.virsh().run("undefine", guest);
        }
    }

    @Test
    void shouldUpdateTheOtherVmsOfAHostOnWhichOneDoesNotAnswer() throws Exception {
        // given a guest whose QEMU process stands still, so that its monitor answers nobody
        guests.start(HUNG);
        host.hangGuest(HUNG);

        // when the only thread of the host's queue is to shut it down first
        CompletableFuture<CommandResult> ofHung = take(hung, 1, RESTART);
        CompletableFuture<CommandResult> ofOther = take(other, 1, Permissions.OFF_ONLY);

        // then the other VM is updated, and nothing is claimed of the one that hangs but what hung
        assertThat(ended(ofOther).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(kernelIn(guests.definition(OTHER))).isEqualTo(newKernel());
        CommandResult unknown = ended(ofHung);
        assertThat(unknown.status()).isEqualTo(CommandOutcomeStatus.TIMED_OUT);
        assertThat(unknown.detail()).contains("shut it down", hung.toString(), host.uri());
        assertThat(kernelIn(live(HUNG))).isEqualTo(oldKernel());

        // and while the call hangs, the domain is asked nothing else, and is there for whoever lists the host
        assertThat(ended(take(hung, 1, RESTART)).detail()).contains("still hangs in an earlier call: shut it down");
        assertThat(hungAsListed().unread())
                .hasValueSatisfying(why -> assertThat(why).contains("still hangs"));
        assertThat(hungAsListed().name()).isEqualTo(HUNG);

        // and once its process goes on, the domain is read again, and restarted
        host.unhangGuest(HUNG);
        CommandResult restarted = retried(1, RESTART);
        assertThat(restarted.status()).as(restarted.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(kernelIn(live(HUNG))).isEqualTo(newKernel());
        assertThat(hungAsListed().unread()).isEmpty();
    }

    @Test
    void shouldFindADefinitionThatSucceededAfterItsCallerHadGivenUp() throws Exception {
        // given a host whose disk takes nothing
        disk.freeze();

        // when a definition hangs on it
        CommandResult unknown = ended(take(hung, 1, Permissions.OFF_ONLY));

        // then nobody claims that it was made or that it was not, nor reads the domain while both are possible
        assertThat(unknown.status()).isEqualTo(CommandOutcomeStatus.TIMED_OUT);
        assertThat(unknown.detail()).contains("define it", hung.toString(), host.uri());
        CommandResult early = ended(take(hung, 2, Permissions.OFF_ONLY));
        assertThat(early.status()).isEqualTo(CommandOutcomeStatus.TIMED_OUT);
        assertThat(early.detail()).contains("still hangs in an earlier call: define it");

        // and once the disk takes it, the next attempt finds the first one's definition, and makes none
        disk.thaw();
        CommandResult found = retried(2, Permissions.OFF_ONLY);
        assertThat(found.status()).as(found.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(found.detail()).contains("applied already");
        assertThat(kernelIn(guests.definition(HUNG))).isEqualTo(newKernel());
        assertThat(DomainXml.parse(guests.definition(HUNG))
                        .metadata()
                        .update()
                        .map(SlackwaterMetadata.UpdateMark::attempt))
                .contains(1);
    }

    /** Takes a command again and again, for as long as the domain cannot be asked. */
    private CommandResult retried(int attempt, Permissions leave) {
        return await().atMost(PATIENCE)
                .until(
                        () -> ended(take(hung, attempt, leave)),
                        result -> result.status() != CommandOutcomeStatus.TIMED_OUT
                                && result.status() != CommandOutcomeStatus.UNREACHABLE);
    }

    private CompletableFuture<CommandResult> take(UUID vm, int attempt, Permissions leave) {
        CompletableFuture<CommandResult> answer = new CompletableFuture<>();
        Command command = new Command(
                "id-" + vm + attempt,
                CommandType.APPLY,
                new UpdateMark("update-" + vm, attempt),
                vm,
                host.name(),
                host.uri(),
                kernel,
                Duration.ofSeconds(60),
                leave,
                new VerificationCriteria(Duration.ofSeconds(1), PATIENCE, ExpectedGuestReport.NOTHING));
        worker.take(command, answer::complete);
        return answer;
    }

    private static CommandResult ended(CompletableFuture<CommandResult> taken) {
        await().atMost(PATIENCE).until(taken::isDone);
        return taken.join();
    }

    private Domain hungAsListed() throws Exception {
        HostConnection connection = connections.to(host.name(), host.uri());
        return connection.domains().stream()
                .filter(domain -> domain.id().equals(hung))
                .findFirst()
                .orElseThrow();
    }

    /** Defines a guest without an agent, so that the first thing that it hears of a shutdown is its power button. */
    private UUID define(String name) throws IOException {
        String xml = new GuestDefinition(
                        name,
                        MEMORY_MEBIBYTES,
                        Path.of(oldKernel()),
                        guests.volumePath(POOL, "initrd"),
                        Optional.empty(),
                        guests.consoleOf(name))
                .toXml()
                .replaceFirst("(?s)<channel.*</channel>", "");
        Path file = Files.writeString(directory.resolve(name + ".xml"), xml);
        host.virsh().run("define", file.toString(), "--validate");
        return UUID.fromString(host.virsh().run("domuuid", name));
    }

    private String oldKernel() {
        return kernel.get(0).from().path();
    }

    private String newKernel() {
        return kernel.get(0).to().orElseThrow().path();
    }

    private String live(String guest) {
        return host.virsh().run("dumpxml", guest);
    }

    private static String kernelIn(String definition) throws Exception {
        return DomainXml.parse(definition).slot("kernel").orElseThrow().path().orElseThrow();
    }

    private VolumeRef upload(String name, Path content) {
        Path path = guests.upload(POOL, name, content);
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
