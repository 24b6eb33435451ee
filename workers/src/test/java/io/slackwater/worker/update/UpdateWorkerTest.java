package io.slackwater.worker.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.worker.update.Interruptions.Interruption;
import io.slackwater.worker.update.Interruptions.Moment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker on a simulated host; the test plays the VM's owner. */
class UpdateWorkerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID VM = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UpdateMark UPDATE = new UpdateMark("update-1", 1);
    private static final UpdateMark SECOND = new UpdateMark("update-1", 2);

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final AtomicLong nanoTime = new AtomicLong();
    private SimulatedHost host;
    private SimulatedPool pool;
    private UpdateWorker worker;

    @BeforeEach
    void makeAHost() throws HypervisorException {
        host = fleet.addHost("host-1");
        pool = host.createPool("default", 10_000_000);
        kernel("vmlinuz-1", "6.1.0", "");
        kernel("vmlinuz-2", "6.2.0", "");
        kernel("vmlinuz-crash", "6.3.0", "boot: crash\n");
        kernel("vmlinuz-silent", "6.4.0", "boot: silent\n");
        pool.upload("base-1.qcow2", "qcow2", new byte[1_000]);
        pool.upload("base-2.qcow2", "qcow2", new byte[3_000]);
        pool.upload("initrd-1", "raw", new byte[10]);
        pool.upload("initrd-2", "raw", new byte[10]);
        worker = new UpdateWorker(
                new HostConnections(fleet, Duration.ofSeconds(20)),
                2,
                4,
                new WorkerClocks(() -> nanoTime.get() + System.nanoTime(), InstantSource.system()));
    }

    @AfterEach
    void stop() {
        worker.close();
        fleet.close();
    }

    @Test
    void shouldSwapKernelAndInitrdInOneDefineAndLeaveItsMark() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        String before = definition();

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-2"), initrd()));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-2"));
        assertThat(pathOf("initrd")).isEqualTo(path("initrd-2"));
        DomainXml after = parsed(definition());
        assertThat(after.metadata().update().orElseThrow().id()).isEqualTo("update-1");
        assertThat(after.metadata().update().orElseThrow().attempt()).isEqualTo(1);
        assertThat(after.metadata().labels()).containsEntry("tier", "web");
        assertThat(before).doesNotContain("update-1");
    }

    @Test
    void shouldAnswerARedeliveredCommandWithoutDefiningAgain() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        carryOut(apply(kernelTo("vmlinuz-2")));
        String applied = definition();
        host.start(VM);

        CommandResult again = carryOut(apply(kernelTo("vmlinuz-2")));

        assertThat(again.status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(definition()).isEqualTo(applied);
    }

    @Test
    void shouldJudgeNothingOfAVmThatCannotBeRead() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        carryOut(apply(kernelTo("vmlinuz-2")));
        host.start(VM);
        host.makeUnreadable(VM, "its snapshots went on changing");

        CommandResult applied = carryOut(apply(kernelTo("vmlinuz-2")));
        CommandResult verified = carryOut(verify("6.2.0", kernelTo("vmlinuz-2")));

        assertThat(List.of(applied, verified)).allSatisfy(result -> {
            assertThat(result.status()).isEqualTo(CommandOutcomeStatus.UNREACHABLE);
            assertThat(result.detail()).contains("host-1", "its snapshots went on changing");
        });
        host.makeReadable(VM);
        assertThat(carryOut(verify("6.2.0", kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.DONE);
    }

    @Test
    void shouldRefuseAVmThatItsOwnerStartedBeforeTheHandCame() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        host.start(VM);

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-2")));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.NOT_MODIFIABLE);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
    }

    @Test
    void shouldLeaveAVmWholeThatItsOwnerStartsWhileItIsRedefined() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        worker = handsInterrupted(Moment.BEFORE_DEFINITION, () -> host.start(VM));

        CommandResult applied = carryOut(apply(kernelTo("vmlinuz-2")));
        CommandResult verified = carryOut(verify("6.2.0", kernelTo("vmlinuz-2")));

        assertThat(applied.status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(parsed(domain().liveDefinition().orElseThrow())
                        .slot("kernel")
                        .orElseThrow()
                        .path())
                .contains(path("vmlinuz-1"));
        assertThat(verified.status()).isEqualTo(CommandOutcomeStatus.INCONCLUSIVE);
        host.shutdown(VM);
        host.start(VM);
        assertThat(carryOut(verify("6.2.0", kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.DONE);
    }

    @Test
    void shouldNotOverwriteWhatAStrangerDefinedInTheSameMoment() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        String strangers = vmWithKernel("vmlinuz-1").replace("<memory>1024", "<memory>2048");
        worker = handsInterrupted(Moment.BEFORE_DEFINITION, () -> host.define(strangers));

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-2")));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(definition()).contains("2048").contains("vmlinuz-1").doesNotContain("vmlinuz-2");
    }

    @Test
    void shouldRefuseWhatRefersToSomethingElse() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-silent"));

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-2")));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(result.detail()).contains("vmlinuz-silent").contains("vmlinuz-1");
    }

    @Test
    void shouldRefuseWhereTheNewVolumeIsNotThere() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-99")));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
    }

    @Test
    void shouldRefuseWhereTheHostHasTheNewVolumeByAnotherPath() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        VolumeRef staged = new VolumeRef("host-2/default", "vmlinuz-2", "/elsewhere/vmlinuz-2");

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-2").towards(staged)));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(result.detail())
                .contains("/elsewhere/vmlinuz-2")
                .contains(path("vmlinuz-2"))
                .contains("same target path on every host");
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
    }

    @Test
    void shouldSayThatTheVmIsNotThere() {
        assertThat(carryOut(apply(kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.NOT_HERE);
    }

    @Test
    void shouldRefuseAManagedSave() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        host.start(VM);
        host.managedSave(VM);

        assertThat(carryOut(apply(kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.NOT_MODIFIABLE);
    }

    @Test
    void shouldNotBeginAnEffectAfterTheLifetime() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        worker = new UpdateWorker(
                new HostConnections(
                        uri -> {
                            nanoTime.addAndGet(Duration.ofSeconds(61).toNanos());
                            return fleet.open(uri);
                        },
                        Duration.ofSeconds(20)),
                1,
                4,
                new WorkerClocks(() -> nanoTime.get() + System.nanoTime(), InstantSource.system()));

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-2")));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.EXPIRED);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
    }

    @Test
    void shouldSayThatTheHostRefusedTheDefinition() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        host.faults().refuseDefinitions("no such machine type");

        CommandResult result = carryOut(apply(kernelTo("vmlinuz-2")));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.REFUSED);
        assertThat(result.detail()).contains("no such machine type");
    }

    @Test
    void shouldSwapADiskForAFreshOverlayOnTheNewBase() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();

        CommandResult result = carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        VolumeRef made = result.replacements().get(0).toOverlay().orElseThrow();
        assertThat(made.name()).matches("web-vda-[0-9a-f]{8}\\.qcow2");
        assertThat(pathOf("vda")).isEqualTo(made.path());
        Volume fresh = pool.read().volume(made.name()).orElseThrow();
        assertThat(fresh.backingPath()).contains(path("base-2.qcow2"));
        assertThat(fresh.capacityBytes())
                .as("the larger of old overlay and new base")
                .isEqualTo(3_000);
        assertThat(pool.read().volume("web.qcow2")).as("the rollback target").isPresent();
    }

    @Test
    void shouldMarkTheStoreThatItMakesAnOverlayIn() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();

        carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(StoreMarker.storeOf(pool.read())).contains("host-1/default");
    }

    @Test
    void shouldGiveTheFreshOverlayTheTraitsOfTheOldOne() throws HypervisorException {
        VolumeTraits traits =
                new VolumeTraits(Optional.of(new VolumeTraits.Permissions(64055, 107, 0600)), 131072, false);

        CommandResult result = carryOut(apply(baseTo("base-2.qcow2", aVmOnAnOverlay(traits))));

        VolumeRef made = result.replacements().get(0).toOverlay().orElseThrow();
        assertThat(pool.read().volume(made.name()).orElseThrow().traits()).isEqualTo(traits);
    }

    @Test
    void shouldRefuseToPutAPlainOverlayInPlaceOfAnEncryptedOne() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay(new VolumeTraits(Optional.empty(), 0, true));

        CommandResult result = carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(result.detail()).contains("is encrypted");
        assertThat(pathOf("vda")).isEqualTo(overlay.path());
    }

    @Test
    void shouldUseTheOverlayThatACrashBetweenMakingAndDefiningLeft() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        String name = OverlayBuilder.nameOf("web", "vda", UPDATE);
        makeOverlayOnTheNewBase(name);

        CommandResult result = carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf("vda")).endsWith(name);
    }

    @Test
    void shouldDeleteTheOverlayOfAnEarlierAttemptThatWasNeverDefined() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        String left = OverlayBuilder.nameOf("web", "vda", UPDATE);
        makeOverlayOnTheNewBase(left);

        CommandResult result = carryOut(again(apply(baseTo("base-2.qcow2", overlay))));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf("vda")).endsWith(OverlayBuilder.nameOf("web", "vda", SECOND));
        assertThat(pool.read().volume(left)).isEmpty();
        assertThat(pool.read().volume("web.qcow2")).as("the rollback target").isPresent();
    }

    @Test
    void shouldKeepTheOverlayOfTheAttemptThatWasDefinedAndDeleteTheOther() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        carryOut(apply(baseTo("base-2.qcow2", overlay)));
        String left = OverlayBuilder.nameOf("web", "vda", SECOND);
        makeOverlayOnTheNewBase(left);

        CommandResult result = carryOut(again(apply(baseTo("base-2.qcow2", overlay))));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf("vda")).endsWith(OverlayBuilder.nameOf("web", "vda", UPDATE));
        assertThat(pool.read().volume(OverlayBuilder.nameOf("web", "vda", UPDATE)))
                .isPresent();
        assertThat(pool.read().volume(left)).isEmpty();
    }

    @Test
    void shouldLeaveNoOverlayBehindWhenTheHostRefusesTheDefinition() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        host.faults().refuseDefinitions("not today");

        carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(pool.read().volume(OverlayBuilder.nameOf("web", "vda", UPDATE)))
                .isEmpty();
        assertThat(pathOf("vda")).endsWith("web.qcow2");
    }

    @Test
    void shouldKeepTheOverlayOfADefinitionThatWasTakenThoughItWasRefused() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        worker = handsRefusedAfter(() -> host.start(VM));

        CommandResult result = carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(pool.read().volume(OverlayBuilder.nameOf("web", "vda", UPDATE)))
                .isPresent();
        assertThat(pathOf("vda")).endsWith(OverlayBuilder.nameOf("web", "vda", UPDATE));
        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
    }

    @Test
    void shouldKeepTheOverlayThatAGuestRunsOnAfterItsOwnerDefinedTheOldDisk() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        String owners = definition();
        worker = handsRefusedAfter(() -> {
            host.start(VM);
            host.define(owners);
        });

        CommandResult result = carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(domain().liveDefinition())
                .hasValueSatisfying(live -> assertThat(live).contains(OverlayBuilder.nameOf("web", "vda", UPDATE)));
        assertThat(pool.read().volume(OverlayBuilder.nameOf("web", "vda", UPDATE)))
                .isPresent();
        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.FAILED);
    }

    @Test
    void shouldKeepAnOverlayWhenTheHostCannotBeAskedWhoRefersToIt() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        worker = handsRefusedAfter(() -> host.undefine(VM));

        CommandResult result = carryOut(apply(baseTo("base-2.qcow2", overlay)));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.NOT_HERE);
        assertThat(pool.read().volume(OverlayBuilder.nameOf("web", "vda", UPDATE)))
                .isPresent();
    }

    @Test
    void shouldRefuseADiskSwapUnderASnapshot() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        host.snapshot(VM, "before-holidays");

        assertThat(carryOut(apply(baseTo("base-2.qcow2", overlay))).status())
                .isEqualTo(CommandOutcomeStatus.NOT_MODIFIABLE);
    }

    @Test
    void shouldPutBackItsOwnReferencesAndKeepTheOwnersEdits() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        carryOut(apply(kernelTo("vmlinuz-2"), initrd()));
        host.define(definition().replace("<memory>1024", "<memory>4096").replace("initrd-2", "own-initrd"));

        CommandResult result = carryOut(rollBack(kernelTo("vmlinuz-2"), initrd()));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
        assertThat(pathOf("initrd")).endsWith("own-initrd");
        assertThat(definition()).contains("<memory>4096");
    }

    @Test
    void shouldSayThatARolledBackGuestStillRunsTheBadVersion() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        carryOut(apply(kernelTo("vmlinuz-2")));
        host.start(VM);

        CommandResult running = carryOut(rollBack(kernelTo("vmlinuz-2")));
        host.shutdown(VM);
        CommandResult stopped = carryOut(rollBack(kernelTo("vmlinuz-2")));

        assertThat(running.status()).isEqualTo(CommandOutcomeStatus.INCONCLUSIVE);
        assertThat(stopped.status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
    }

    @Test
    void shouldRefuseAnApplyThatWasUnderWayWhileItWasRolledBack() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        AtomicReference<CommandResult> rolledBack = new AtomicReference<>();
        UpdateWorker others = worker;
        worker = handsInterrupted(
                Moment.BEFORE_DEFINITION, () -> rolledBack.set(carryOut(others, rollBack(kernelTo("vmlinuz-2")))));

        CommandResult late = carryOut(apply(kernelTo("vmlinuz-2")));
        CommandResult again = carryOut(apply(kernelTo("vmlinuz-2")));

        assertThat(rolledBack.get().status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(late.status()).as(late.detail()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(again.status()).as(again.detail()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
    }

    @Test
    void shouldRefuseAnApplyThatStillPreparedWhileItWasRolledBack() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        Replacement base = baseTo("base-2.qcow2", overlay);
        UpdateWorker others = worker;
        worker = handsInterrupted(Moment.BEFORE_OVERLAY, () -> carryOut(others, rollBack(base)));

        CommandResult late = carryOut(apply(base));

        assertThat(late.status()).as(late.detail()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(pathOf("vda")).isEqualTo(overlay.path());
        assertThat(pool.read().volume(OverlayBuilder.nameOf("web", "vda", UPDATE)))
                .isEmpty();
    }

    @Test
    void shouldRefuseAnAttemptThatFoundAnEarlierOnesWorkOnceItWasRolledBack() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        carryOut(apply(kernelTo("vmlinuz-2")));
        Command second = again(apply(kernelTo("vmlinuz-2")));
        assertThat(carryOut(second).status()).isEqualTo(CommandOutcomeStatus.DONE);
        carryOut(again(rollBack(kernelTo("vmlinuz-2"))));

        CommandResult again = carryOut(second);

        assertThat(again.status()).as(again.detail()).isEqualTo(CommandOutcomeStatus.EXPECTATION_FAILED);
        assertThat(pathOf("kernel")).isEqualTo(path("vmlinuz-1"));
    }

    @Test
    void shouldRollBackWhereTheHostRefusesTheDefinition() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        host.faults().refuseDefinitions("no such machine type");
        carryOut(apply(kernelTo("vmlinuz-2")));

        CommandResult result = carryOut(rollBack(kernelTo("vmlinuz-2")));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
    }

    @Test
    void shouldLeaveADefinitionThatALaterUpdateMade() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        carryOut(apply(kernelTo("vmlinuz-2")));
        host.define(
                definition().replace(path("vmlinuz-2"), path("vmlinuz-silent")).replace("update-1", "update-2"));
        String later = definition();

        CommandResult result = carryOut(rollBack(kernelTo("vmlinuz-2")));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(definition()).isEqualTo(later);
    }

    @Test
    void shouldPutTheOldOverlayBack() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        Replacement moved = baseTo("base-2.qcow2", overlay);
        Replacement known = carryOut(apply(moved)).replacements().get(0);

        assertThat(carryOut(rollBack(known)).status()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(pathOf("vda")).isEqualTo(overlay.path());
    }

    @Test
    void shouldPutTheOldOverlayBackAlsoWhereTheNewOnesNameWasNeverAnswered() throws HypervisorException {
        Volume overlay = aVmOnAnOverlay();
        Replacement moved = baseTo("base-2.qcow2", overlay);
        carryOut(apply(moved));

        assertThat(carryOut(rollBack(moved)).status()).isEqualTo(CommandOutcomeStatus.DONE);

        assertThat(pathOf("vda")).isEqualTo(overlay.path());
    }

    @Test
    void shouldVerifyByWhatTheGuestReports() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-2"));
        host.start(VM);

        CommandResult result = carryOut(verify("6.2.0", kernelTo("vmlinuz-2")));

        assertThat(result.status()).as(result.detail()).isEqualTo(CommandOutcomeStatus.DONE);
        assertThat(result.kernelRelease()).contains("6.2.0");
    }

    @Test
    void shouldFailWhatReportsAnotherKernel() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-2"));
        host.start(VM);

        assertThat(carryOut(verify("6.9.9", kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.FAILED);
    }

    @Test
    void shouldFailWhatCrashesAtItsStart() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-crash"));
        host.start(VM);

        assertThat(carryOut(verify("6.3.0", kernelTo("vmlinuz-crash"))).status())
                .isEqualTo(CommandOutcomeStatus.FAILED);
    }

    @Test
    void shouldFailWhatKeepsSilent() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-silent"));
        host.start(VM);

        CommandResult result = carryOut(verify("6.4.0", kernelTo("vmlinuz-silent")));

        assertThat(result.status()).isEqualTo(CommandOutcomeStatus.FAILED);
        assertThat(result.detail()).contains("agent");
    }

    @Test
    void shouldNotHoldUpOtherHostsBehindOneThatHangs() throws HypervisorException {
        fleet.addHost("host-2").faults().hang(Duration.ofSeconds(30));
        host.define(vmWithKernel("vmlinuz-1"));
        Queue<CommandResult> answers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 6; i++) {
            worker.take(on("host-2", UUID.randomUUID()), answers::add);
        }
        assertThat(answers).as("two are under way, four wait").isEmpty();

        worker.take(on("host-2", UUID.randomUUID()), answers::add);
        assertThat(answers).extracting(CommandResult::status).containsExactly(CommandOutcomeStatus.EXPIRED);
        assertThat(carryOut(apply(kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.DONE);
        fleet.host("host-2").faults().heal();
        await().atMost(PATIENCE).until(() -> answers.size() == 7);
    }

    @Test
    void shouldConnectAgainAfterAHostWasAway() throws HypervisorException {
        host.define(vmWithKernel("vmlinuz-1"));
        carryOut(verify("", kernelTo("vmlinuz-2")));
        host.faults().becomeUnreachable();
        assertThat(carryOut(apply(kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.UNREACHABLE);

        host.faults().heal();

        assertThat(carryOut(apply(kernelTo("vmlinuz-2"))).status()).isEqualTo(CommandOutcomeStatus.DONE);
    }

    /** Workers whose first definition is taken and yet answered with a refusal, after its owner has acted. */
    private UpdateWorker handsRefusedAfter(Interruption owner) {
        Interruption refused = () -> {
            owner.happen();
            throw new HypervisorException.Rejected("It is kept otherwise", null);
        };
        return handsInterrupted(Moment.AFTER_DEFINITION, refused);
    }

    private UpdateWorker handsInterrupted(Moment moment, Interruption interruption) {
        return new UpdateWorker(
                new HostConnections(
                        uri -> new Interruptions(fleet.open(uri), moment, interruption), Duration.ofSeconds(20)),
                1,
                4,
                WorkerClocks.SYSTEM);
    }

    private CommandResult carryOut(Command command) {
        return carryOut(worker, command);
    }

    private static CommandResult carryOut(UpdateWorker worker, Command command) {
        AtomicReference<CommandResult> answer = new AtomicReference<>();
        worker.take(command, answer::set);
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(answer::get, given -> given != null);
    }

    private Command apply(Replacement... replacements) {
        return command(CommandType.APPLY, "", replacements);
    }

    /** The command of the second attempt. */
    private static Command again(Command first) {
        return new Command(
                "second",
                first.type(),
                SECOND,
                first.vmId(),
                first.hostId(),
                first.hostUri(),
                first.replacements(),
                first.lifetime(),
                first.permissions(),
                first.verification());
    }

    private void makeOverlayOnTheNewBase(String name) throws HypervisorException {
        try (var connection = fleet.open("simulated://here/host-1")) {
            connection.createOverlay(
                    "default", name, pool.read().volume("base-2.qcow2").orElseThrow(), 0);
        }
    }

    private Command rollBack(Replacement... replacements) {
        return command(CommandType.ROLL_BACK, "", replacements);
    }

    private Command verify(String release, Replacement... replacements) {
        return command(CommandType.VERIFY, release, replacements);
    }

    private Command on(String hostId, UUID vmId) {
        Command like = apply(kernelTo("vmlinuz-2"));
        return new Command(
                "id",
                like.type(),
                UPDATE,
                vmId,
                hostId,
                "simulated://here/" + hostId,
                like.replacements(),
                like.lifetime(),
                like.permissions(),
                like.verification());
    }

    private static Command command(CommandType type, String release, Replacement... replacements) {
        return new Command(
                "id",
                type,
                UPDATE,
                VM,
                "host-1",
                "simulated://here/host-1",
                List.of(replacements),
                Duration.ofSeconds(60),
                Permissions.OFF_ONLY,
                new VerificationCriteria(
                        Duration.ofMillis(200),
                        Duration.ofMillis(1_500),
                        new ExpectedGuestReport(
                                release.isEmpty() ? Optional.empty() : Optional.of(release),
                                Map.of(),
                                Optional.empty())));
    }

    private Replacement kernelTo(String volume) {
        return replacement("kernel", PortionKind.KERNEL, "vmlinuz-1", volume, Optional.empty());
    }

    private Replacement initrd() {
        return replacement("initrd", PortionKind.INITRD, "initrd-1", "initrd-2", Optional.empty());
    }

    private Replacement baseTo(String volume, Volume overlay) {
        return replacement(
                "vda",
                PortionKind.BASE_IMAGE,
                "base-1.qcow2",
                volume,
                Optional.of(new VolumeRef("host-1/default", overlay.name(), overlay.path())));
    }

    private Replacement replacement(
            String slot, PortionKind kind, String from, String to, Optional<VolumeRef> overlay) {
        return new Replacement(
                slot,
                "debian-12/" + slot,
                kind,
                "1",
                volumeRef(from),
                overlay,
                "2",
                Optional.of(volumeRef(to)),
                Optional.empty());
    }

    private VolumeRef volumeRef(String name) {
        return new VolumeRef("host-1/default", name, path(name));
    }

    private String path(String volume) {
        return pool.targetPath() + "/" + volume;
    }

    private void kernel(String volume, String release, String boot) throws HypervisorException {
        pool.upload(volume, "raw", ("kernel-release: " + release + "\n" + boot).getBytes(StandardCharsets.UTF_8));
    }

    private Volume aVmOnAnOverlay() throws HypervisorException {
        return aVmOnAnOverlay(VolumeTraits.DEFAULT);
    }

    private Volume aVmOnAnOverlay(VolumeTraits traits) throws HypervisorException {
        Volume overlay;
        try (var connection = fleet.open("simulated://here/host-1")) {
            overlay = connection.createOverlay(
                    "default", "web.qcow2", pool.read().volume("base-1.qcow2").orElseThrow(), 2_000, traits);
        }
        host.define(
                """
                <domain type='kvm'><name>web</name><uuid>%s</uuid><memory>1024</memory>
                <os><type>hvm</type></os>
                <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                <source file='%s'/><target dev='vda' bus='virtio'/></disk></devices></domain>
                """
                        .formatted(VM, overlay.path()));
        return overlay;
    }

    private String vmWithKernel(String kernel) {
        return """
                <domain type='kvm'><name>web</name><uuid>%s</uuid><memory>1024</memory>
                <metadata><s:vm xmlns:s='urn:slackwater:domain:1'><s:label name='tier'>web</s:label></s:vm></metadata>
                <os><type>hvm</type><kernel>%s</kernel><initrd>%s</initrd></os>
                <devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices>
                </domain>
                """
                .formatted(VM, path(kernel), path("initrd-1"));
    }

    private Domain domain() {
        return host.domain(VM).orElseThrow();
    }

    private String definition() {
        return domain().definition();
    }

    private String pathOf(String slot) {
        return parsed(definition()).slot(slot).orElseThrow().path().orElseThrow();
    }

    private static DomainXml parsed(String xml) {
        try {
            return DomainXml.parse(xml);
        } catch (MalformedDomainXmlException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
