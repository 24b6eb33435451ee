package io.slackwater.worker.storage.stage;

import io.slackwater.artifact.ArtifactException;
import io.slackwater.artifact.ArtifactSource;
import io.slackwater.artifact.LocalArtifact;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.TransferListener;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.host.StoreSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Uploads an artifact under its versioned name and reads it back. A volume that is there with the right content is left as it is; one
 * with other content is what a killed upload left, and is replaced, unless something refers to it, or its name is not one of
 * Slackwater's own.
 */
public final class StageHandler {

    private static final Logger LOG = Logger.getLogger(StageHandler.class);

    private final StorageConnections hosts;
    private final ArtifactSource artifacts;
    private final ReplaceCheck replaceable;
    private final StagingLimits limits;
    private final Clock clock;

    public StageHandler(
            StorageConnections hosts,
            ArtifactSource artifacts,
            ReplaceCheck replaceable,
            StagingLimits limits,
            Clock clock) {
        this.hosts = hosts;
        this.artifacts = artifacts;
        this.replaceable = replaceable;
        this.limits = limits;
        this.clock = clock;
    }

    public StorageTaskReport stage(
            StorageTask task, Artifact artifact, Lifetime lifetime, Consumer<StorageTaskReport.Uploading> underWay) {
        try {
            HostConnection host = hosts.to(task.through());
            StoragePool pool = pool(host, task);
            Optional<Volume> present = pool.volume(task.volume().name());
            if (lifetime.isOver()) {
                return new StorageTaskReport.Expired();
            }
            if (present.isPresent() && holds(host, task, artifact, transfer(task, artifact.size(), underWay))) {
                return staged(task, present.get(), artifact);
            }
            try (LocalArtifact local = artifacts.fetch(artifact)) {
                TransferProgress transfer = transfer(task, 2 * artifact.size(), underWay);
                transfer.report();
                return upload(task, artifact, host, local, transfer);
            }
        } catch (ArtifactException | HypervisorException | IOException failure) {
            BlockerCode code = codeOf(failure);
            String subject =
                    switch (code) {
                        case HOST_UNREACHABLE -> task.through().hostId();
                        case STORE_FULL -> task.volume().store();
                        default -> task.volume().name();
                    };
            return failed(code, subject, String.valueOf(failure.getMessage()));
        }
    }

    private TransferProgress transfer(StorageTask task, long bytes, Consumer<StorageTaskReport.Uploading> underWay) {
        return new TransferProgress(bytes, limits.bandwidth().of(task.through().hostId()), clock, underWay);
    }

    private static BlockerCode codeOf(Exception failure) {
        if (failure instanceof ArtifactException refused) {
            return codeOf(refused.reason());
        }
        if (failure instanceof HypervisorException.Unreachable) {
            return BlockerCode.HOST_UNREACHABLE;
        }
        return failure instanceof HypervisorException.NoSpace ? BlockerCode.STORE_FULL : BlockerCode.UNKNOWN;
    }

    private static BlockerCode codeOf(ArtifactException.Cause cause) {
        return switch (cause) {
            case UNREADABLE, FORBIDDEN, ABSENT -> BlockerCode.ARTIFACT_UNAVAILABLE;
            case DIGEST, SIZE, TOO_LARGE, FORMAT -> BlockerCode.ARTIFACT_DIGEST_MISMATCH;
        };
    }

    private StorageTaskReport upload(
            StorageTask task, Artifact artifact, HostConnection host, LocalArtifact local, TransferProgress transfer)
            throws HypervisorException, IOException {
        StoragePool pool = pool(host, task);
        if (pool.volume(task.volume().name()).isPresent()) {
            if (!task.volume().name().equals(artifact.volumeName())) {
                return failed(
                        BlockerCode.CONTENT_CHANGED,
                        task.volume().name(),
                        "Something else has its name by now, and it is no name that Slackwater gives");
            }
            Optional<StorageTaskReport> kept = elsewhere(task, host, pool).or(() -> replaceable.against(task));
            if (kept.isPresent()) {
                return kept.get();
            }
            host.delete(pool.name(), task.volume().name());
            pool = pool(host, task);
        }
        long missing = StoreSpace.missing(pool, artifact.size(), limits.headroom());
        if (missing > 0) {
            return failed(
                    BlockerCode.STORE_FULL,
                    task.volume().store(),
                    "%d bytes are missing for %d bytes and the headroom".formatted(missing, artifact.size()));
        }
        Optional<StorageTaskReport> elsewhere = elsewhere(task, host, pool);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        Volume uploaded;
        try (InputStream content = transfer.counted(Files.newInputStream(local.file()))) {
            uploaded = host.upload(
                    pool.name(), new NewVolume(task.volume().name(), formatOf(artifact), artifact.size()), content);
        }
        return holds(host, task, artifact, transfer)
                ? staged(task, uploaded, artifact)
                : failed(
                        BlockerCode.ARTIFACT_DIGEST_MISMATCH,
                        task.volume().name(),
                        "What was read back from " + uploaded.path() + " is not what was uploaded");
    }

    /** Before anything is written or deleted: the pool is the store, or is marked as it now. */
    private Optional<StorageTaskReport> elsewhere(StorageTask task, HostConnection host, StoragePool pool)
            throws HypervisorException {
        if (isOtherPlace(pool, task)) {
            return Optional.of(failed(
                    BlockerCode.HOST_UNREACHABLE,
                    task.through().hostId(),
                    "Its pool %s does not show the marker of store %s: there may be nothing mounted"
                            .formatted(pool.name(), task.volume().store())));
        }
        String marked = StoreMarker.ensure(host, pool, task.volume().store());
        return marked.equals(task.volume().store())
                ? Optional.empty()
                : Optional.of(failed(
                        BlockerCode.HOST_NOT_SYNCED,
                        task.through().hostId(),
                        "Its pool %s is store %s by now, and is to be read anew".formatted(pool.name(), marked)));
    }

    /** A host has another host's store only by the marker. */
    private static boolean isOtherPlace(StoragePool pool, StorageTask task) {
        StorageTask.Site site = task.through();
        return StoreMarker.storeOf(pool).isEmpty() && !task.volume().store().equals(site.hostId() + "/" + site.pool());
    }

    /** A volume that is too short to be read that far does not hold it either. */
    private static boolean holds(
            HostConnection host, StorageTask task, Artifact artifact, TransferListener transferListener)
            throws HypervisorException {
        try {
            String digest = host.sha256(task.through().pool(), task.volume().name(), artifact.size(), transferListener);
            return digest.equals(artifact.sha256());
        } catch (HypervisorException.Rejected unreadable) {
            LOG.debugf("Volume %s cannot be read back: %s", task.volume().name(), unreadable.getMessage());
            return false;
        }
    }

    private static StoragePool pool(HostConnection host, StorageTask task) throws HypervisorException {
        String name = task.through().pool();
        return host.pool(name)
                .filter(StoragePool::active)
                .orElseThrow(() -> new HypervisorException.Unreachable(
                        "Host %s has no active pool %s".formatted(task.through().hostId(), name), null));
    }

    private static String formatOf(Artifact artifact) {
        VolumeFormat format = artifact.format() == VolumeFormat.QCOW2 ? VolumeFormat.QCOW2 : VolumeFormat.RAW;
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static StorageTaskReport staged(StorageTask task, Volume volume, Artifact artifact) {
        VolumeRef ref = new VolumeRef(task.volume().store(), volume.name(), volume.path());
        return new StorageTaskReport.Staged(ref, volume.allocationBytes(), artifact.sha256());
    }

    private StorageTaskReport failed(BlockerCode code, String subject, String detail) {
        return new StorageTaskReport.Failed(List.of(new Blocker(code, subject, clock.instant(), detail)));
    }
}
