package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.libvirt.LibvirtHypervisors;
import io.slackwater.lab.host.GlusterServer;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A store that two real hosts have by a network file system: GlusterFS, which each mounts for a pool of type netfs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkFileSystemPoolTest {

    private static final String POOL = "shared";
    private static final String STORE = "lab-1/shared";
    private static final String MARKER = "slackwater-store:lab-1:shared";
    private static final String VM = "vm";

    private GlusterServer server;
    private LibvirtHost first;
    private LibvirtHost second;
    private Path directory;
    private HostConnections connections;
    private StorageTaskHandler worker;

    @BeforeAll
    void shareAStore(@TempDir Path workDirectory) {
        Optional<String> missing = GlusterServer.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        directory = workDirectory;
        server = GlusterServer.start(directory, 64);
        first = LibvirtHost.start(directory, 1, server);
        second = LibvirtHost.start(directory, 2, server);
        server.addPool(first, POOL, directory.resolve(POOL));
        server.addPool(second, POOL, directory.resolve(POOL));
    }

    @AfterAll
    void stop() {
        for (LibvirtHost host : Arrays.asList(first, second)) {
            if (host != null) {
                host.close();
            }
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void prepare() {
        startPools();
        connectWithPatience(Duration.ofSeconds(60));
    }

    private void connectWithPatience(Duration patience) {
        connections = new HostConnections(new LibvirtHypervisors(patience), Duration.ofSeconds(20));
        worker = StorageWorkerFactory.work(
                StorageConnections.over(connections), new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
    }

    @AfterEach
    void empty() throws Exception {
        second.virsh().attempt("undefine", VM);
        HostConnection host = StorageConnections.over(connections).to(at(first));
        for (Volume volume : host.pool(POOL).orElseThrow().volumes()) {
            host.delete(POOL, volume.name());
        }
        connections.close();
    }

    @Test
    void shouldBeOneStoreOnBothHosts() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 1 << 20);
        Artifact other = EmptyArtifact.of(directory, 2 << 20);

        StorageTaskReport throughOne = stage(artifact, at(first), at(second));
        StorageTaskReport throughTheOther = stage(artifact, at(second), at(first));
        StorageTaskReport more = stage(other, at(second), at(first));

        assertThat(throughOne).isInstanceOf(StorageTaskReport.Staged.class).isEqualTo(throughTheOther);
        assertThat(more).isInstanceOf(StorageTaskReport.Staged.class);
        for (LibvirtHost host : List.of(first, second)) {
            assertThat(StorageConnections.over(connections).to(at(host)).pool(POOL))
                    .hasValueSatisfying(pool -> {
                        assertThat(pool.type()).isEqualTo("netfs");
                        assertThat(pool.volumes())
                                .extracting(Volume::name)
                                .containsExactlyInAnyOrder(MARKER, artifact.volumeName(), other.volumeName());
                    });
        }
    }

    @Test
    void shouldKeepWhatAVmOfTheOtherHostUses() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 1 << 20);
        stage(artifact, at(first), at(second));
        define(directory.resolve(POOL).resolve(artifact.volumeName()));

        assertKeptFor(BlockerCode.USED_BY_VM, reclaim(artifact, at(first), at(second)));
        second.virsh().run("undefine", VM);

        assertDeleted(artifact, reclaim(artifact, at(first), at(second)));
    }

    @Test
    void shouldKeepWhatAVmUsesByTheTargetPathOfItsOwnHost() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 1 << 20);
        stage(artifact, at(first), at(second));
        Path elsewhere = directory.resolve("elsewhere");
        move(second, POOL, "elsewhere", elsewhere);
        Site there = new Site(second.name(), second.uri(), "elsewhere");
        try {
            define(elsewhere.resolve(artifact.volumeName()));

            assertKeptFor(BlockerCode.USED_BY_VM, reclaim(artifact, at(first), there));
            second.virsh().run("undefine", VM);

            assertDeleted(artifact, reclaim(artifact, at(first), there));
        } finally {
            move(second, "elsewhere", POOL, directory.resolve(POOL));
        }
    }

    @Test
    void shouldSayHowMuchRoomIsMissing() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 60 << 20);

        StorageTaskReport result = stage(artifact, at(first), at(second));

        assertThat(result)
                .isInstanceOfSatisfying(
                        StorageTaskReport.Failed.class,
                        failed -> assertThat(failed.blockers()).singleElement().satisfies(blocker -> {
                            assertThat(blocker.code()).isEqualTo(BlockerCode.STORE_FULL);
                            assertThat(blocker.detail()).contains("bytes are missing");
                        }));
    }

    @Test
    void shouldTouchNothingWhileTheServerIsGone() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 1 << 20);
        stage(artifact, at(first), at(second));

        server.killBrick();
        try {
            assertFailedFor(BlockerCode.HOST_UNREACHABLE, stage(artifact, at(first), at(second)));
            assertFailedFor(BlockerCode.HOST_UNREACHABLE, reclaim(artifact, at(first), at(second)));
        } finally {
            server.restartBrick();
        }

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            startPools();
            assertDeleted(artifact, reclaim(artifact, at(first), at(second)));
        });
    }

    @Test
    void shouldKeepWhatAHostThatIsCutOffMayUse() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 1 << 20);
        stage(artifact, at(first), at(second));

        second.breakMounts();
        StorageTaskReport reclaimed = reclaim(artifact, at(first), at(second));

        assertKeptFor(BlockerCode.HOST_UNREACHABLE, reclaimed);
        assertThat(first.virsh().run("vol-list", POOL)).contains(artifact.volumeName());
        startPools();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertDeleted(artifact, reclaim(artifact, at(first), at(second))));
    }

    @Test
    void shouldGiveUpWhileTheFilesHangAndGoOnByItselfAfterwards() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 1 << 20);
        stage(artifact, at(first), at(second));

        connections.close();
        connectWithPatience(Duration.ofSeconds(4));
        server.hang();
        try {
            long begun = System.nanoTime();
            assertFailedFor(BlockerCode.HOST_UNREACHABLE, reclaim(artifact, at(first), at(second)));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
        } finally {
            server.unhang();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertDeleted(artifact, reclaim(artifact, at(first), at(second))));
    }

    private StorageTaskReport stage(Artifact artifact, Site... sites) {
        return carryOut(VolumeCommand.Type.STAGE, artifact, Optional.of(artifact), sites);
    }

    private StorageTaskReport reclaim(Artifact artifact, Site... sites) {
        return carryOut(VolumeCommand.Type.RECLAIM, artifact, Optional.empty(), sites);
    }

    private StorageTaskReport carryOut(
            VolumeCommand.Type type, Artifact artifact, Optional<Artifact> content, Site... sites) {
        Path known = directory.resolve(POOL).resolve(artifact.volumeName());
        VolumeRef volume = new VolumeRef(STORE, artifact.volumeName(), known.toString());
        Lifetime lifetime = new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);
        return worker.on(new StorageTask("command", type, volume, List.of(sites), content), lifetime, uploading -> {});
    }

    private static Site at(LibvirtHost host) {
        return new Site(host.name(), host.uri(), POOL);
    }

    private static void assertKeptFor(BlockerCode code, StorageTaskReport result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        StorageTaskReport.Referenced.class, kept -> assertAllAre(code, kept.blockers()));
    }

    private static void assertFailedFor(BlockerCode code, StorageTaskReport result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        StorageTaskReport.Failed.class, failed -> assertAllAre(code, failed.blockers()));
    }

    private static void assertAllAre(BlockerCode code, List<Blocker> blockers) {
        assertThat(blockers).extracting(Blocker::code).isNotEmpty().containsOnly(code);
    }

    private void assertDeleted(Artifact artifact, StorageTaskReport result) {
        assertThat(result)
                .isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> assertThat(deleted.bytesFreed())
                        .isGreaterThanOrEqualTo(artifact.size()));
        assertThat(first.virsh().run("vol-list", POOL)).doesNotContain(artifact.volumeName());
    }

    /** libvirt takes a pool for stopped once it could not read it, and mounts nothing again by itself. */
    private void startPools() {
        for (LibvirtHost host : List.of(first, second)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> host.virsh().run("pool-info", POOL).contains("running")
                            || host.virsh().attempt("pool-start", POOL).succeeded());
        }
    }

    /** libvirt takes one source for one pool only. */
    private void move(LibvirtHost host, String pool, String to, Path target) {
        host.virsh().run("pool-destroy", pool);
        host.virsh().run("pool-undefine", pool);
        server.addPool(host, to, target);
    }

    private void define(Path disk) throws Exception {
        Path definition = Files.writeString(
                directory.resolve("domain.xml"),
                """
                <domain type='qemu'>
                  <name>%s</name>
                  <memory unit='MiB'>64</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices>
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='raw'/>
                      <source file='%s'/>
                      <target dev='vda' bus='virtio'/>
                    </disk>
                  </devices>
                </domain>
                """
                        .formatted(VM, disk));
        second.virsh().run("define", definition.toString());
    }
}
