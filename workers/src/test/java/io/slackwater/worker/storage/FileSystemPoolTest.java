package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool of libvirt's type fs: a file system of its own, which the host mounts and which is soon full. */
class FileSystemPoolTest {

    private static final String POOL = "mounted";
    private static final String SIZE = "32M";

    @TempDir
    private Path directory;

    private LibvirtHost host;
    private String device;
    private HostConnections connections;
    private StorageTaskHandler worker;

    @BeforeEach
    void mountAPool() {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        String image = directory.resolve("image").toString();
        run("truncate", "--size", SIZE, image);
        run("mke2fs", "-q", "-t", "ext4", image);
        device = run("losetup", "--find", "--show", image);
        host = LibvirtHost.start(directory, 1);
        Path target = host.storage().resolve(POOL);
        host.virsh().run("pool-define-as", POOL, "fs", "--source-dev", device, "--target", target.toString());
        host.virsh().run("pool-build", POOL);
        host.virsh().run("pool-start", POOL);
        connections = new HostConnections(new StandardHypervisors(), Duration.ofSeconds(20));
        worker = StorageWorkerFactory.work(
                StorageConnections.over(connections), new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
    }

    @AfterEach
    void unmount() {
        if (host != null) {
            connections.close();
            host.virsh().attempt("pool-destroy", POOL);
            host.close();
        }
        if (device != null) {
            run("losetup", "--detach", device);
        }
    }

    @Test
    void shouldStageAndReclaim() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 1 << 20);
        assertThat(host.virsh().run("pool-dumpxml", POOL)).contains("<pool type='fs'>");

        StorageTaskReport staged = stage(artifact);

        assertThat(staged).isInstanceOf(StorageTaskReport.Staged.class);
        assertThat(volumes()).contains(artifact.volumeName());

        StorageTaskReport reclaimed =
                worker.on(order(VolumeCommand.Type.RECLAIM, artifact, Optional.empty()), lifetime(), uploading -> {});

        assertThat(reclaimed)
                .isInstanceOfSatisfying(StorageTaskReport.Deleted.class, deleted -> assertThat(deleted.bytesFreed())
                        .isGreaterThanOrEqualTo(1 << 20));
        assertThat(volumes()).doesNotContain(artifact.volumeName());
    }

    @Test
    void shouldSayHowMuchRoomIsMissing() throws Exception {
        Artifact artifact = EmptyArtifact.of(directory, 30 << 20);

        StorageTaskReport result = stage(artifact);

        assertThat(result)
                .isInstanceOfSatisfying(
                        StorageTaskReport.Failed.class,
                        failed -> assertThat(failed.blockers()).singleElement().satisfies(blocker -> {
                            assertThat(blocker.code()).isEqualTo(BlockerCode.STORE_FULL);
                            assertThat(blocker.detail()).contains("bytes are missing");
                        }));
        assertThat(volumes()).doesNotContain(artifact.volumeName());
    }

    private StorageTaskReport stage(Artifact artifact) {
        return worker.on(order(VolumeCommand.Type.STAGE, artifact, Optional.of(artifact)), lifetime(), uploading -> {});
    }

    private StorageTask order(VolumeCommand.Type type, Artifact artifact, Optional<Artifact> content) {
        String store = host.name() + "/" + POOL;
        return new StorageTask(
                "command",
                type,
                new VolumeRef(store, artifact.volumeName(), ""),
                List.of(new Site(host.name(), host.uri(), POOL)),
                content);
    }

    private static Lifetime lifetime() {
        return new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);
    }

    private String volumes() {
        return host.virsh().run("vol-list", POOL);
    }

    private static String run(String... command) {
        return ProgramRun.of(Duration.ofMinutes(1), List.of(command))
                .orFail(String.join(" ", command))
                .output();
    }
}
