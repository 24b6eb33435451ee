package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.artifact.ArtifactSource;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.check.DeleteFreeze;
import io.slackwater.worker.storage.check.ReferenceCheck;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.host.StoreProbe;
import io.slackwater.worker.storage.stage.ReplaceCheck;
import io.slackwater.worker.storage.stage.StageHandler;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workers against simulated hosts. */
class StorageWorkerTest {

    private static final String STORE = "h1/default";
    private static final String OLD = "vmlinuz-49";
    private static final byte[] KERNEL = "kernel 6.1.0-50".getBytes(StandardCharsets.UTF_8);
    private static final UUID VM = UUID.fromString("6f1b2c3d-0000-4000-8000-000000000001");

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final Lifetime lifetime = new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);

    @TempDir
    private Path directory;

    private final List<StorageTaskReport.Uploading> moved = new ArrayList<>();
    private SimulatedHost host;
    private SimulatedPool pool;
    private String oldPath;

    @BeforeEach
    void prepare() throws HypervisorException {
        host = fleet.addHost("h1");
        pool = host.createPool("default", 10_000);
        oldPath = pool.upload(OLD, "raw", new byte[100]).path();
        mark(pool);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldStageAndMarkTheStore() throws Exception {
        unmark();

        StorageTaskReport result = stage(artifact(KERNEL));

        assertThat(result).isInstanceOfSatisfying(StorageTaskReport.Staged.class, staged -> {
            assertThat(staged.sha256()).isEqualTo(sha256(KERNEL));
            assertThat(staged.volume().path()).startsWith(pool.targetPath() + "/debian-12.kernel-6.1.0-50-");
        });
        assertThat(volumeNames()).contains(artifact(KERNEL).volumeName(), "slackwater-store:h1:default");
    }

    @Test
    void shouldStageOnceHoweverOftenItIsTold() throws Exception {
        stage(artifact(KERNEL));
        List<String> before = volumeNames();
        Files.delete(directory.resolve("kernel"));

        StorageTaskReport result = stage(new Artifact(
                holds(),
                VolumeFormat.RAW,
                sha256(KERNEL),
                KERNEL.length,
                directory.resolve("kernel").toUri().toString()));

        assertThat(result).isInstanceOf(StorageTaskReport.Staged.class);
        assertThat(volumeNames()).isEqualTo(before);
    }

    @Test
    void shouldNotReplaceWhatHasAStrangersName() throws Exception {
        Artifact artifact = artifact(KERNEL);
        pool.upload("golden.img", "raw", "the owner's own".getBytes(StandardCharsets.UTF_8));

        StorageTaskReport result = reportOf(VolumeCommand.Type.STAGE, "golden.img", artifact);

        assertThat(failure(result)).containsExactly(BlockerCode.CONTENT_CHANGED);
        assertThat(pool.read().volume("golden.img").orElseThrow().capacityBytes())
                .isEqualTo(15);
    }

    @Test
    void shouldReplaceNothingThatTheLogSaysIsInUse() throws Exception {
        Artifact artifact = artifact(KERNEL);
        pool.upload(artifact.volumeName(), "raw", new byte[30]);
        Blocker use = new Blocker(BlockerCode.USED_BY_VM, VM.toString(), Instant.EPOCH, "on a host that is not asked");
        StorageTask told = order(VolumeCommand.Type.STAGE, artifact.volumeName(), Optional.of(artifact), "h1");
        StorageTask task = new StorageTask(
                told.commandId(),
                told.type(),
                told.volume(),
                told.sites(),
                told.artifact(),
                Optional.empty(),
                false,
                List.of(use));

        assertThat(failure(staging().stage(task, artifact, lifetime, uploading -> {})))
                .containsExactly(BlockerCode.USED_BY_VM);
        assertThat(pool.read().volume(artifact.volumeName()).orElseThrow().capacityBytes())
                .isEqualTo(30);
    }

    @Test
    void shouldReplaceNothingInAPoolThatIsAnotherStoreByNow() throws Exception {
        Artifact artifact = artifact(KERNEL);
        unmark();
        pool.upload("slackwater-store:h2:images", "raw", new byte[512]);
        pool.upload(artifact.volumeName(), "raw", new byte[30]);

        assertThat(failure(stage(artifact))).containsExactly(BlockerCode.HOST_NOT_SYNCED);
        assertThat(pool.read().volume(artifact.volumeName()).orElseThrow().capacityBytes())
                .isEqualTo(30);
    }

    @Test
    void shouldTellHowFarAnUploadIs() throws Exception {
        stage(artifact(KERNEL));

        assertThat(moved).isNotEmpty().allSatisfy(report -> {
            assertThat(report.progress().totalBytes()).isEqualTo(2L * KERNEL.length);
            assertThat(report.progress().movedBytes()).isBetween(0L, 2L * KERNEL.length);
        });
    }

    @Test
    void shouldTellNothingOfAnUploadThatIsNotNeeded() throws Exception {
        stage(artifact(KERNEL));
        moved.clear();

        stage(artifact(KERNEL));

        assertThat(moved).isEmpty();
    }

    @Test
    void shouldReplaceWhatAKilledUploadLeft() throws Exception {
        pool.upload(artifact(KERNEL).volumeName(), "raw", "kernel".getBytes(StandardCharsets.UTF_8));

        assertThat(stage(artifact(KERNEL))).isInstanceOf(StorageTaskReport.Staged.class);
    }

    @Test
    void shouldNotReplaceAnythingThatIsInUse() throws Exception {
        Volume damaged = pool.upload(artifact(KERNEL).volumeName(), "raw", "kernel".getBytes(StandardCharsets.UTF_8));
        host.define(domain(damaged.path()));

        assertThat(failure(stage(artifact(KERNEL)))).containsExactly(BlockerCode.USED_BY_VM);
        assertThat(volumeNames()).contains(damaged.name());
    }

    @Test
    void shouldRefuseToFillTheStore() throws Exception {
        unmark();
        byte[] large = new byte[9_500];

        StorageTaskReport result = stage(artifact(large));

        assertThat(failure(result)).containsExactly(BlockerCode.STORE_FULL);
        assertThat(((StorageTaskReport.Failed) result).blockers().get(0).detail())
                .startsWith("600 bytes are missing");
        assertThat(volumeNames()).containsExactly(OLD);
    }

    @Test
    void shouldRefuseArtifactWithAnotherDigest() throws Exception {
        unmark();
        Artifact announced = artifact(KERNEL);
        Files.write(directory.resolve("kernel"), "kernel 6.1.0-5x".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(stage(announced))).containsExactly(BlockerCode.ARTIFACT_DIGEST_MISMATCH);
        assertThat(volumeNames()).containsExactly(OLD);
    }

    @Test
    void shouldRefuseTruncatedArtifact() throws Exception {
        Artifact announced = artifact(KERNEL);
        Files.write(directory.resolve("kernel"), "kernel".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(stage(announced))).containsExactly(BlockerCode.ARTIFACT_DIGEST_MISMATCH);
    }

    @Test
    void shouldSayWhenTheArtifactIsNotThere() throws Exception {
        Artifact announced = artifact(KERNEL);
        Files.delete(directory.resolve("kernel"));

        assertThat(failure(stage(announced))).containsExactly(BlockerCode.ARTIFACT_UNAVAILABLE);
    }

    @Test
    void shouldStageNothingOnUnreachableHost() throws Exception {
        host.faults().becomeUnreachable();

        assertThat(failure(stage(artifact(KERNEL)))).containsExactly(BlockerCode.HOST_UNREACHABLE);
    }

    @Test
    void shouldStageNothingAfterTheLifetime() throws Exception {
        unmark();
        Lifetime over = new Lifetime(Duration.ofMinutes(1), Duration.ofMinutes(2), System::nanoTime);

        assertThat(stage(artifact(KERNEL), over)).isInstanceOf(StorageTaskReport.Expired.class);
        assertThat(volumeNames()).containsExactly(OLD);
    }

    @Test
    void shouldDeleteWhatNothingRefersTo() {
        StorageTaskReport result = delete(fleet);

        assertThat(result).isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> {
            assertThat(deleted.bytesFreed()).isEqualTo(100);
            assertThat(deleted.usesSince()).isEmpty();
            assertThat(deleted.hostChecks()).singleElement().satisfies(look -> {
                assertThat(look.hostId()).isEqualTo("h1");
                assertThat(look.references()).isZero();
            });
        });
        assertThat(volumeNames()).doesNotContain(OLD);
    }

    @Test
    void shouldDeleteWhatWasAdoptedOnlyAsLongAsItHoldsTheSame() throws Exception {
        pool.upload("boot", "raw", KERNEL);
        assertThat(kept(reclaimAdopted("boot", "kernel 6.1.0-4x".getBytes(StandardCharsets.UTF_8))))
                .containsExactly(BlockerCode.CONTENT_CHANGED);
        assertThat(kept(reclaimAdopted("boot", "kernel".getBytes(StandardCharsets.UTF_8))))
                .containsExactly(BlockerCode.CONTENT_CHANGED);
        assertThat(volumeNames()).contains("boot");

        assertThat(reclaimAdopted("boot", KERNEL)).isInstanceOf(StorageTaskReport.Deleted.class);
        assertThat(volumeNames()).doesNotContain("boot");
        assertThat(reclaimAdopted("boot", KERNEL)).isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldNotTakeAnUnreachableHostForChangedContent() throws Exception {
        host.faults().becomeUnreachable();

        assertThat(failure(reclaimAdopted(OLD, KERNEL))).containsExactly(BlockerCode.HOST_UNREACHABLE);
    }

    @Test
    void shouldSayDeletedWhenItIsGoneAlready() throws Exception {
        delete(fleet);

        assertThat(delete(fleet))
                .isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> assertThat(deleted.bytesFreed())
                        .isZero());
    }

    @Test
    void shouldKeepWhatADefinitionRefersTo() throws Exception {
        host.define(domain(oldPath));

        thenKept(BlockerCode.USED_BY_VM);
    }

    @Test
    void shouldKeepWhatARunningMachineRefersToAlone() throws Exception {
        host.define(domain(oldPath));
        host.start(VM);
        String other = pool.upload("other", "raw", new byte[10]).path();
        host.define(domain(other));

        thenKept(BlockerCode.USED_BY_VM);
    }

    @Test
    void shouldKeepWhatAManagedSaveRefersTo() throws Exception {
        host.define(domain(oldPath));
        host.start(VM);
        host.managedSave(VM);
        host.define(domain(pool.upload("other", "raw", new byte[10]).path()));

        thenKept(BlockerCode.USED_BY_SAVED_STATE);
    }

    @Test
    void shouldKeepWhatASnapshotRefersTo() throws Exception {
        host.define(domain(oldPath));
        host.snapshot(VM, "before");
        host.define(domain(pool.upload("other", "raw", new byte[10]).path()));

        thenKept(BlockerCode.USED_BY_SNAPSHOT);
    }

    @Test
    void shouldKeepWhatIsThreeDeepInABackingChain() throws Exception {
        SimulatedPool second = host.createPool("second", 1_000_000);
        try (HostConnection connection = fleet.open("simulated://127.0.0.1/h1")) {
            Volume base = connection.pool("default").orElseThrow().volume(OLD).orElseThrow();
            Volume one = connection.createOverlay(second.name(), "one.qcow2", base, 100);
            Volume two = connection.createOverlay(second.name(), "two.qcow2", one, 100);
            connection.createOverlay(second.name(), "three.qcow2", two, 100);
        }

        thenKept(BlockerCode.USED_BY_BACKING_CHAIN);
    }

    @Test
    void shouldKeepWhenAHostCannotBeAsked() {
        SimulatedHost other = fleet.addHost("h2");
        other.createPool("default", 1000);
        other.faults().becomeUnreachable();

        StorageTaskReport result =
                deleting(fleet).delete(order(VolumeCommand.Type.RECLAIM, OLD, Optional.empty(), "h1", "h2"), lifetime);

        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Referenced.class, kept -> assertThat(kept.blockers())
                        .extracting(Blocker::code)
                        .containsExactly(BlockerCode.HOST_UNREACHABLE));
        assertThat(volumeNames()).contains(OLD);
    }

    @Test
    void shouldKeepWhenAPoolOfTheHostIsInactive() {
        host.createPool("second", 1000).setActive(false);

        thenKept(BlockerCode.HOST_UNREACHABLE);
    }

    @Test
    void shouldDeleteNothingAfterTheLifetime() {
        Lifetime over = new Lifetime(Duration.ofMinutes(1), Duration.ofMinutes(2), System::nanoTime);

        StorageTaskReport result =
                deleting(fleet).delete(order(VolumeCommand.Type.RECLAIM, OLD, Optional.empty(), "h1"), over);

        assertThat(result).isInstanceOf(StorageTaskReport.Expired.class);
        assertThat(volumeNames()).contains(OLD);
    }

    @Test
    void shouldDeleteNothingWhenItIsOnlyToLook() throws Exception {
        StorageTask inspect = order(VolumeCommand.Type.INSPECT, OLD, Optional.empty(), "h1");

        assertThat(deleting(fleet).inspect(inspect)).isInstanceOf(StorageTaskReport.Inspected.class);
        host.define(domain(oldPath));
        assertThat(deleting(fleet).inspect(inspect)).isInstanceOf(StorageTaskReport.Referenced.class);
        assertThat(volumeNames()).contains(OLD);
    }

    @Test
    void shouldNotTakeWhatIsHiddenByAMissingMountForGone() throws Exception {
        SimulatedPool hidden = fleet.addHost("h2").createPool("default", 10_000);

        StorageTaskReport result =
                deleting(fleet).delete(order(VolumeCommand.Type.RECLAIM, OLD, Optional.empty(), "h2"), lifetime);

        assertThat(hidden.read().volumes()).isEmpty();
        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Failed.class, failed -> assertThat(failed.blockers())
                        .extracting(Blocker::code, Blocker::subject)
                        .containsExactly(tuple(BlockerCode.STORE_UNMARKED, "h2")));
    }

    @Test
    void shouldDeleteNothingFromAPoolThatIsNotMarked() throws Exception {
        unmark();

        StorageTaskReport result = delete(fleet);

        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Failed.class, failed -> assertThat(failed.blockers())
                        .extracting(Blocker::code, Blocker::subject)
                        .containsExactly(tuple(BlockerCode.STORE_UNMARKED, "h1")));
        assertThat(volumeNames()).containsExactly(OLD);
    }

    @Test
    void shouldTouchNothingInAPoolThatAnotherHostHasMarkedMeanwhile() throws Exception {
        pool.upload(StoreMarker.nameOf("a0/default"), "raw", new byte[512]);
        List<String> before = volumeNames();

        for (StorageTaskReport result : List.of(delete(fleet), stage(artifact(KERNEL)))) {
            assertThat(result)
                    .isInstanceOfSatisfying(StorageTaskReport.Failed.class, failed -> assertThat(failed.blockers())
                            .extracting(Blocker::code)
                            .containsExactly(BlockerCode.HOST_NOT_SYNCED));
        }

        assertThat(volumeNames()).isEqualTo(before);
    }

    @Test
    void shouldStageNothingOntoADirectoryThatIsNotTheSharedOne() throws Exception {
        SimulatedPool hidden = fleet.addHost("h2").createPool("default", 10_000);

        StorageTaskReport result = stage(artifact(KERNEL), "h2");

        assertThat(hidden.read().volumes()).isEmpty();
        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Failed.class, failed -> assertThat(failed.blockers())
                        .extracting(Blocker::code)
                        .containsExactly(BlockerCode.HOST_UNREACHABLE));
    }

    @Test
    void shouldSayThatItIsGoneWhenItIsOnlyToLook() throws Exception {
        try (HostConnection connection = fleet.open("simulated://127.0.0.1/h1")) {
            connection.delete("default", OLD);
        }

        StorageTaskReport result =
                deleting(fleet).inspect(order(VolumeCommand.Type.INSPECT, OLD, Optional.empty(), "h1"));

        assertThat(result).isInstanceOf(StorageTaskReport.Deleted.class);
    }

    @Test
    void shouldNotSayWhetherItIsThereWhenItsPoolIsInactive() {
        pool.setActive(false);

        StorageTaskReport result =
                deleting(fleet).inspect(order(VolumeCommand.Type.INSPECT, OLD, Optional.empty(), "h1"));

        assertThat(result).isInstanceOf(StorageTaskReport.Failed.class);
    }

    @Test
    void shouldReportUseThatAStrangerDefinesBetweenLookAndDelete() {
        Hypervisors withStranger = uri -> before("delete", fleet.open(uri), () -> host.define(domain(oldPath)));

        StorageTaskReport result = delete(withStranger);

        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> assertThat(deleted.usesSince())
                        .extracting(Blocker::code, Blocker::subject)
                        .containsExactly(tuple(BlockerCode.USED_BY_VM, VM.toString())));
    }

    @Test
    void shouldReportWhatMayUseItOnceItIsGone() {
        // a path that no pool lists, by which nobody can tell whether the volume was meant
        Hypervisors withStranger =
                uri -> before("delete", fleet.open(uri), () -> host.define(domain("/srv/links/" + OLD)));

        StorageTaskReport result = delete(withStranger);

        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> assertThat(deleted.usesSince())
                        .extracting(Blocker::code, Blocker::subject)
                        .containsExactly(tuple(BlockerCode.REFERENCE_UNCLEAR, VM.toString())));
    }

    @Test
    void shouldKeepWhatItsOwnerReplacedAfterItsPoolWasListedLast() {
        Hypervisors withOwner = uri -> before("volume", fleet.open(uri), () -> {
            fleet.open("simulated://127.0.0.1/h1").delete("default", OLD);
            pool.upload(OLD, "raw", "another".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(kept(delete(withOwner))).containsExactly(BlockerCode.CONTENT_CHANGED);
        assertThat(volumeNames()).contains(OLD);
    }

    private void thenKept(BlockerCode code) {
        assertThat(delete(fleet))
                .isInstanceOfSatisfying(StorageTaskReport.Referenced.class, kept -> assertThat(kept.blockers())
                        .extracting(Blocker::code)
                        .contains(code)
                        .containsOnly(code));
        assertThat(volumeNames()).contains(OLD);
    }

    private static List<BlockerCode> kept(StorageTaskReport result) {
        assertThat(result).isInstanceOf(StorageTaskReport.Referenced.class);
        return ((StorageTaskReport.Referenced) result)
                .blockers().stream().map(Blocker::code).toList();
    }

    private StorageTaskReport reclaimAdopted(String volume, byte[] content) throws IOException {
        return reportOf(VolumeCommand.Type.RECLAIM, volume, artifact(content));
    }

    private StorageTaskReport reportOf(VolumeCommand.Type type, String volume, Artifact artifact) {
        StorageTaskHandler worker = StorageWorkerFactory.work(
                StorageConnections.over(new HostConnections(fleet, Duration.ofSeconds(5))),
                new StagingLimits(0.1, Bandwidth.unlimited()),
                Clock.systemUTC());
        return worker.on(order(type, volume, Optional.of(artifact), "h1"), lifetime, uploading -> {});
    }

    private StorageTaskReport delete(Hypervisors hypervisors) {
        return deleting(hypervisors).delete(order(VolumeCommand.Type.RECLAIM, OLD, Optional.empty(), "h1"), lifetime);
    }

    private static ReclaimHandler deleting(Hypervisors hypervisors) {
        StorageConnections hosts = StorageConnections.over(new HostConnections(hypervisors, Duration.ofSeconds(5)));
        return new ReclaimHandler(
                hosts, new ReferenceCheck(hosts, Clock.systemUTC()), DeleteFreeze.NEVER, Clock.systemUTC());
    }

    private static void mark(SimulatedPool pool) throws HypervisorException {
        pool.upload(StoreMarker.nameOf(STORE), "raw", new byte[512]);
    }

    private void unmark() throws HypervisorException {
        try (HostConnection connection = fleet.open("simulated://127.0.0.1/h1")) {
            connection.delete("default", StoreMarker.nameOf(STORE));
        }
    }

    private StorageTaskReport stage(Artifact artifact) {
        return stage(artifact, lifetime, "h1");
    }

    private StorageTaskReport stage(Artifact artifact, String hostId) {
        return stage(artifact, lifetime, hostId);
    }

    private StorageTaskReport stage(Artifact artifact, Lifetime within) {
        return stage(artifact, within, "h1");
    }

    private StorageTaskReport stage(Artifact artifact, Lifetime within, String hostId) {
        return staging()
                .stage(
                        order(VolumeCommand.Type.STAGE, artifact.volumeName(), Optional.of(artifact), hostId),
                        artifact,
                        within,
                        moved::add);
    }

    private StageHandler staging() {
        StorageConnections hosts = StorageConnections.over(new HostConnections(fleet, Duration.ofSeconds(5)));
        return new StageHandler(
                hosts,
                new ArtifactSource(Duration.ofSeconds(5)),
                new ReplaceCheck(
                        new StoreProbe(hosts, Clock.systemUTC()),
                        new ReferenceCheck(hosts, Clock.systemUTC()),
                        DeleteFreeze.NEVER),
                new StagingLimits(0.1, Bandwidth.unlimited()),
                Clock.systemUTC());
    }

    private static StorageTask order(
            VolumeCommand.Type type, String volume, Optional<Artifact> artifact, String... hosts) {
        List<Site> sites = List.of(hosts).stream()
                .map(id -> new Site(id, "simulated://127.0.0.1/" + id, "default"))
                .toList();
        return new StorageTask(
                STORE + "/" + volume + "/" + type + "/1", type, new VolumeRef(STORE, volume, ""), sites, artifact);
    }

    private Artifact artifact(byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("kernel"), content);
        return new Artifact(
                holds(),
                VolumeFormat.RAW,
                sha256(content),
                content.length,
                file.toUri().toString());
    }

    private static PortionVersion holds() {
        return new PortionVersion("debian-12/kernel", "6.1.0-50", PortionKind.KERNEL);
    }

    private List<String> volumeNames() {
        return pool.read().volumes().stream().map(Volume::name).toList();
    }

    private static List<BlockerCode> failure(StorageTaskReport result) {
        assertThat(result).isInstanceOf(StorageTaskReport.Failed.class);
        return ((StorageTaskReport.Failed) result)
                .blockers().stream().map(Blocker::code).toList();
    }

    private static String domain(String kernel) {
        return "<domain type='qemu'><name>vm1</name><uuid>" + VM + "</uuid><memory>65536</memory><os>"
                + "<type arch='x86_64'>hvm</type><kernel>" + kernel + "</kernel></os><devices/></domain>";
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private interface Deed {
        void run() throws Exception;
    }

    private static HostConnection before(String call, HostConnection connection, Deed deed) {
        return (HostConnection) Proxy.newProxyInstance(
                StorageWorkerTest.class.getClassLoader(),
                new Class<?>[] {HostConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(call)) {
                        deed.run();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
