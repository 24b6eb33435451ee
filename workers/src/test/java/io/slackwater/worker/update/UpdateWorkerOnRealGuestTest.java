package io.slackwater.worker.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.debian.ArchiveException;
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
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.lab.UserCache;
import io.slackwater.lab.guest.GuestDefinition;
import io.slackwater.lab.guest.GuestKit;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import io.slackwater.worker.update.Interruptions.Interruption;
import io.slackwater.worker.update.Interruptions.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * A real guest whose owner starts it while a worker moves it to another kernel and initrd. Each initrd has the modules of its own
 * kernel only, so that a guest that mixes the two has no agent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdateWorkerOnRealGuestTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GUEST = "started-meanwhile";
    private static final String POOL = "images";
    private static final int MEMORY_MEBIBYTES = 128;

    private LibvirtHost host;
    private Guests guests;
    private GuestReport older;
    private GuestReport newer;
    private List<Replacement> pair;
    private UpdateWorker worker;
    private UUID vm;

    @BeforeAll
    void startHost(@TempDir Path directory) throws IOException {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        GuestKit kit = kit();
        host = LibvirtHost.start(directory, 1);
        guests = new Guests(host);
        guests.createPool(POOL);
        older = new GuestReport(kit.older().release(), "none", "1");
        newer = new GuestReport(kit.newer().release(), "none", "2");
        pair = List.of(
                replacement(
                        "kernel",
                        PortionKind.KERNEL,
                        upload("kernel-1", kit.older().image()),
                        upload("kernel-2", kit.newer().image())),
                replacement(
                        "initrd",
                        PortionKind.INITRD,
                        upload("initrd-1", initramfs(kit, directory, "1")),
                        upload("initrd-2", initramfs(kit, directory, "2"))));
    }

    @AfterAll
    void stopHost() {
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void defineGuest() {
        vm = guests.define(new GuestDefinition(
                GUEST,
                MEMORY_MEBIBYTES,
                Path.of(pair.get(0).from().path()),
                Path.of(pair.get(1).from().path()),
                Optional.empty(),
                guests.consoleOf(GUEST)));
    }

    @AfterEach
    void removeGuest() {
        if (worker != null) {
            worker.close();
        }
        if (guests.state(GUEST).equals(Guests.RUNNING)) {
            guests.destroy(GUEST);
        }
        host.virsh().run("undefine", GUEST);
    }

    @Test
    void shouldRunTheOldPairWhenItsOwnerStartsItRightBeforeTheDefinition() throws Exception {
        // given an owner who starts the guest after the worker's last look
        worker = interruptedAt(Moment.BEFORE_DEFINITION, () -> guests.start(GUEST));

        // when the worker moves it
        CommandResult applied = carryOut(CommandType.APPLY);

        // then the guest says that it runs the old system, whole, and its next start is on the new one, whole
        assertThat(applied.status()).as(applied.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(guests.awaitReport(GUEST, PATIENCE)).isEqualTo(older);
        assertThat(livePair()).isEqualTo(oldPaths());
        assertThat(configuredPair()).isEqualTo(newPaths());
        assertThat(carryOut(CommandType.VERIFY).status()).isEqualTo(CommandOutcomeStatus.INCONCLUSIVE);

        // and it is judged when its owner has had it off
        guests.shutdown(GUEST);
        guests.awaitState(GUEST, Guests.SHUT_OFF, PATIENCE);
        guests.start(GUEST);
        CommandResult verified = carryOut(CommandType.VERIFY);
        assertThat(verified.status()).as(verified.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(guests.report(GUEST)).contains(newer);
    }

    @Test
    void shouldRunTheNewPairWhenItsOwnerStartsItRightAfterTheDefinition() throws Exception {
        // given an owner who starts the guest before the worker has looked at what it defined
        worker = interruptedAt(Moment.AFTER_DEFINITION, () -> guests.start(GUEST));

        // when the worker moves it
        CommandResult applied = carryOut(CommandType.APPLY);

        // then the guest runs the new system, whole, and is judged at once
        assertThat(applied.status()).as(applied.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        CommandResult verified = carryOut(CommandType.VERIFY);
        assertThat(verified.status()).as(verified.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(guests.report(GUEST)).contains(newer);
        assertThat(livePair()).isEqualTo(newPaths());
        assertThat(configuredPair()).isEqualTo(newPaths());
    }

    @RepeatedTest(12)
    void shouldRunOnePairWholeWheneverItsOwnerStartsItDuringTheDefinition(RepetitionInfo repetition) throws Exception {
        // given an owner whose start begins a little later each time: after so many looks, of well under a millisecond
        // each
        AtomicReference<CompletableFuture<Void>> started = new AtomicReference<>(new CompletableFuture<>());
        int looks = repetition.getCurrentRepetition() - 1;
        try (HostConnection owner = new StandardHypervisors().open(host.uri())) {
            worker = interruptedAt(
                    Moment.BEFORE_DEFINITION, () -> started.set(CompletableFuture.runAsync(() -> start(owner, looks))));

            // when the worker moves the guest
            CommandResult applied = carryOut(CommandType.APPLY);
            await().atMost(PATIENCE).until(() -> started.get().isDone());

            // then it was started on one of the two systems, and its next start is on the new one
            assertThat(started.get()).isCompleted();
            assertThat(applied.status()).as(applied.detail()).isEqualTo(CommandOutcomeStatus.DONE);
            assertThat(livePair()).isIn(oldPaths(), newPaths());
            assertThat(configuredPair()).isEqualTo(newPaths());
        }
    }

    private UpdateWorker interruptedAt(Moment moment, Interruption interruption) {
        return new UpdateWorker(
                new HostConnections(
                        uri -> new Interruptions(new StandardHypervisors().open(uri), moment, interruption),
                        Duration.ofSeconds(20)),
                1,
                4,
                WorkerClocks.SYSTEM);
    }

    private void start(HostConnection owner, int looks) {
        try {
            for (int look = 0; look < looks; look++) {
                assertThat(owner.domain(vm)).isPresent();
            }
            owner.start(vm);
        } catch (HypervisorException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private CommandResult carryOut(CommandType type) {
        AtomicReference<CommandResult> answer = new AtomicReference<>();
        Command command = new Command(
                "id",
                type,
                new UpdateMark("update-1", 1),
                vm,
                host.name(),
                host.uri(),
                pair,
                Duration.ofSeconds(60),
                Permissions.OFF_ONLY,
                new VerificationCriteria(
                        Duration.ofSeconds(1),
                        PATIENCE,
                        new ExpectedGuestReport(Optional.of(newer.kernelRelease()), Map.of(), Optional.empty())));
        worker.take(command, answer::set);
        return await().atMost(PATIENCE.multipliedBy(2)).until(answer::get, given -> given != null);
    }

    private List<String> livePair() throws Exception {
        return pairIn(host.virsh().run("dumpxml", GUEST));
    }

    private List<String> configuredPair() throws Exception {
        return pairIn(guests.definition(GUEST));
    }

    private static List<String> pairIn(String definition) throws Exception {
        DomainXml read = DomainXml.parse(definition);
        return List.of(
                read.slot("kernel").orElseThrow().path().orElseThrow(),
                read.slot("initrd").orElseThrow().path().orElseThrow());
    }

    private List<String> oldPaths() {
        return pair.stream().map(replacement -> replacement.from().path()).toList();
    }

    private List<String> newPaths() {
        return pair.stream()
                .map(replacement -> replacement.to().orElseThrow().path())
                .toList();
    }

    private Path initramfs(GuestKit kit, Path directory, String version) throws IOException {
        Path file = directory.resolve("initramfs-" + version);
        kit.writeInitramfs(version, List.of(version.equals("1") ? kit.older() : kit.newer()), file);
        return file;
    }

    private VolumeRef upload(String name, Path content) {
        Path path = guests.upload(POOL, name, content);
        return new VolumeRef(host.name() + "/" + POOL, name, path.toString());
    }

    private static Replacement replacement(String slot, PortionKind kind, VolumeRef from, VolumeRef to) {
        return new Replacement(
                slot, "lab/" + slot, kind, "1", from, Optional.empty(), "2", Optional.of(to), Optional.empty());
    }

    private static GuestKit kit() throws IOException {
        try {
            return GuestKit.ofThisMachine(UserCache.directory());
        } catch (ArchiveException e) {
            throw new TestAbortedException("no Debian archive to make guests from: " + e.getMessage(), e);
        }
    }
}
