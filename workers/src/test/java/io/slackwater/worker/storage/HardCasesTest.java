package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What has cost others their images, on two real hosts that share a directory: kept while its cause is there, then freed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardCasesTest {

    private static final String POOL = "shared";
    private static final String VM = "vm";
    private static final String OLD = "old.qcow2";
    private static final String OTHER = "other.qcow2";

    private LibvirtHost first;
    private LibvirtHost second;
    private Path pool;
    private HostConnections connections;
    private StorageTaskHandler worker;
    private List<Site> sites = List.of();

    @BeforeAll
    void startHosts(@TempDir Path directory) {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        first = LibvirtHost.start(directory, 1);
        second = LibvirtHost.start(directory, 2);
        pool = new Guests(first).createPool(POOL);
        second.virsh().run("pool-create-as", POOL, "dir", "--target", pool.toString());
    }

    @AfterAll
    void stopHosts() {
        if (first != null) {
            first.close();
        }
        if (second != null) {
            second.close();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        Files.write(pool.resolve("slackwater-store:" + first.name() + ":" + POOL), new byte[512]);
        connections = new HostConnections(new StandardHypervisors(), Duration.ofSeconds(20));
        worker = StorageWorkerFactory.work(
                StorageConnections.over(connections), new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
        sites = List.of(new Site(first.name(), first.uri(), POOL), new Site(second.name(), second.uri(), POOL));
        image(OLD);
        image(OTHER);
    }

    @AfterEach
    void clean() throws IOException {
        connections.close();
        for (LibvirtHost host : List.of(first, second)) {
            host.virsh().attempt("destroy", VM);
            undefine(host);
        }
        try (var files = Files.list(pool)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void shouldKeepWhatAManagedSaveStartsFrom() throws Exception {
        define(first, OLD);
        first.virsh().run("start", "--paused", VM);
        first.virsh().run("managedsave", VM);
        define(first, OTHER);

        assertKept(BlockerCode.USED_BY_SAVED_STATE);

        first.virsh().run("managedsave-remove", VM);
        assertDeleted();
    }

    @Test
    void shouldKeepWhatAnInternalSnapshotGoesBackTo() throws Exception {
        define(first, OLD);
        first.virsh().run("snapshot-create-as", VM, "before");
        define(first, OTHER);

        assertKept(BlockerCode.USED_BY_SNAPSHOT);

        first.virsh().run("snapshot-delete", VM, "before", "--metadata");
        assertDeleted();
    }

    @Test
    void shouldKeepWhatNestedExternalSnapshotsAreBackedBy() throws Exception {
        define(first, OLD);
        snapshot("one");
        snapshot("two");

        assertKept(BlockerCode.USED_BY_VM, BlockerCode.USED_BY_SNAPSHOT, BlockerCode.USED_BY_BACKING_CHAIN);

        define(first, OTHER);
        assertKept(BlockerCode.USED_BY_SNAPSHOT, BlockerCode.USED_BY_BACKING_CHAIN);

        first.virsh().run("snapshot-delete", VM, "two", "--metadata");
        first.virsh().run("snapshot-delete", VM, "one", "--metadata");
        Files.delete(pool.resolve("two.qcow2"));
        assertKept(BlockerCode.USED_BY_BACKING_CHAIN);

        Files.delete(pool.resolve("one.qcow2"));
        assertDeleted();
    }

    @Test
    void shouldKeepTheRootOfACloneThreeDeep() throws Exception {
        overlay("a.qcow2", OLD);
        overlay("b.qcow2", "a.qcow2");
        overlay("c.qcow2", "b.qcow2");
        define(first, "c.qcow2");

        assertKept(BlockerCode.USED_BY_VM, BlockerCode.USED_BY_BACKING_CHAIN);

        undefine(first);
        assertKept(BlockerCode.USED_BY_BACKING_CHAIN);

        for (String clone : List.of("a.qcow2", "b.qcow2", "c.qcow2")) {
            Files.delete(pool.resolve(clone));
        }
        assertDeleted();
    }

    @Test
    void shouldKeepWhatATransientDomainRunsOn() throws Exception {
        first.virsh().run("create", "--paused", definition(OLD));

        assertKept(BlockerCode.USED_BY_VM);

        first.virsh().run("destroy", VM);
        assertDeleted();
    }

    @Test
    void shouldKeepWhatADomainOnAnotherHostOfTheSharedPoolUses() throws Exception {
        define(second, OLD);

        assertKept(BlockerCode.USED_BY_VM);

        undefine(second);
        assertDeleted();
    }

    @Test
    void shouldKeepEverythingWhileAHostOfTheStoreIsDown() throws Exception {
        second.kill();
        try {
            assertKept(BlockerCode.HOST_UNREACHABLE);
        } finally {
            second.restart();
            // The pool was of the daemon's run alone.
            second.virsh().attempt("pool-create-as", POOL, "dir", "--target", pool.toString());
        }
        assertDeleted();
    }

    @Test
    void shouldKeepWhatSomebodyDefinesBetweenPlanAndAct() throws Exception {
        assertThat(worker.on(order(VolumeCommand.Type.INSPECT), lifetime(), uploading -> {}))
                .isInstanceOf(StorageTaskReport.Inspected.class);
        define(second, OLD);

        assertKept(BlockerCode.USED_BY_VM);

        undefine(second);
        assertDeleted();
    }

    @Test
    void shouldKeepWhatACheckpointOfABackupWasMadeOn() throws Exception {
        define(first, OLD);
        first.virsh().run("start", "--paused", VM);
        first.virsh().run("checkpoint-create-as", VM, "backup");
        define(first, OTHER);
        first.virsh().run("destroy", VM);

        assertKept(BlockerCode.USED_BY_CHECKPOINT);

        first.virsh().run("checkpoint-delete", VM, "backup", "--metadata");
        assertDeleted();
    }

    @Test
    void shouldKeepWhatALinkOutsideThePoolsMayLeadTo(@TempDir Path outside) throws Exception {
        Path link = Files.createSymbolicLink(outside.resolve("disk"), pool.resolve(OLD));
        define(first, link.toString());

        assertKept(BlockerCode.REFERENCE_UNCLEAR);

        undefine(first);
        assertDeleted();
    }

    @Test
    void shouldKeepWhatAGuestOfAFurtherConnectionUses() throws Exception {
        sites = List.of(new Site(first.name(), first.uri(), POOL, List.of(second.uri())));
        second.virsh().run("pool-destroy", POOL);
        try {
            define(second, OLD);
            assertKept(BlockerCode.USED_BY_VM);

            second.kill();
            assertKept(BlockerCode.HOST_UNREACHABLE);
            second.restart();
            assertKept(BlockerCode.USED_BY_VM);

            undefine(second);
            assertDeleted();
        } finally {
            second.virsh().attempt("pool-create-as", POOL, "dir", "--target", pool.toString());
        }
    }

    private void assertKept(BlockerCode... codes) {
        StorageTaskReport result = worker.on(order(VolumeCommand.Type.RECLAIM), lifetime(), uploading -> {});
        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Referenced.class, kept -> assertThat(kept.blockers())
                        .extracting(Blocker::code)
                        .containsOnly(codes));
        assertThat(pool.resolve(OLD)).exists();
    }

    private void assertDeleted() {
        StorageTaskReport result = worker.on(order(VolumeCommand.Type.RECLAIM), lifetime(), uploading -> {});
        assertThat(result).isInstanceOf(StorageTaskReport.Deleted.class);
        assertThat(pool.resolve(OLD)).doesNotExist();
    }

    private StorageTask order(VolumeCommand.Type type) {
        VolumeRef volume =
                new VolumeRef(first.name() + "/" + POOL, OLD, pool.resolve(OLD).toString());
        return new StorageTask("command", type, volume, sites, Optional.empty());
    }

    private static Lifetime lifetime() {
        return new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);
    }

    private void define(LibvirtHost host, String disk) throws IOException {
        host.virsh().run("define", definition(disk));
    }

    private static void undefine(LibvirtHost host) {
        host.virsh().attempt("undefine", VM, "--managed-save", "--snapshots-metadata", "--checkpoints-metadata");
    }

    private void snapshot(String name) {
        String overlay = "vda,file=" + pool.resolve(name + ".qcow2");
        first.virsh().run("snapshot-create-as", VM, name, "--disk-only", "--diskspec", overlay);
    }

    private String definition(String disk) throws IOException {
        Path file = pool.resolveSibling("vm.xml");
        Files.writeString(
                file,
                """
                <domain type='qemu'><name>%s</name><uuid>6f1b2c3d-0000-4000-8000-000000000001</uuid>
                <memory unit='MiB'>16</memory><os><type arch='x86_64' machine='pc'>hvm</type></os>
                <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>
                <target dev='vda' bus='virtio'/></disk><controller type='usb' model='none'/></devices></domain>
                """
                        .formatted(VM, pool.resolve(disk)));
        return file.toString();
    }

    private void image(String name) {
        qemuImg("create", "-q", "-f", "qcow2", pool.resolve(name).toString(), "1M");
    }

    private void overlay(String name, String backing) {
        qemuImg(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                "-b",
                backing,
                pool.resolve(name).toString());
    }

    private static void qemuImg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        ProgramRun.of(Duration.ofMinutes(1), command).orFail(String.join(" ", command));
    }
}
