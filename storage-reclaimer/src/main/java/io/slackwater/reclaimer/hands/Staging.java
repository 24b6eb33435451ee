package io.slackwater.reclaimer.hands;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Traffic;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.artifact.ArtifactException;
import io.slackwater.reclaimer.artifact.ArtifactSource;
import io.slackwater.reclaimer.artifact.LocalArtifact;
import io.slackwater.reclaimer.volume.Artifact;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import io.slackwater.reclaimer.volume.VolumeFormat;
import io.slackwater.reclaimer.volume.VolumeRef;
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
final class Staging {

    private static final Logger LOG = Logger.getLogger(Staging.class);

    private final Connections hosts;
    private final ArtifactSource artifacts;
    private final ReplaceCheck replaceable;
    private final StagingLimits limits;
    private final Clock clock;

    Staging(Connections hosts, ArtifactSource artifacts, ReplaceCheck replaceable, StagingLimits limits, Clock clock) {
        this.hosts = hosts;
        this.artifacts = artifacts;
        this.replaceable = replaceable;
        this.limits = limits;
        this.clock = clock;
    }

    Report stage(Order order, Artifact artifact, Lifetime lifetime, Consumer<Report.Moving> underWay) {
        try {
            HostConnection host = hosts.to(order.through());
            StoragePool pool = pool(host, order);
            Optional<Volume> present = pool.volume(order.volume().name());
            if (lifetime.isOver()) {
                return new Report.Expired();
            }
            if (present.isPresent() && holds(host, order, artifact, transfer(order, artifact.size(), underWay))) {
                return staged(order, present.get(), artifact);
            }
            try (LocalArtifact local = artifacts.fetch(artifact)) {
                Transfer transfer = transfer(order, 2 * artifact.size(), underWay);
                transfer.report();
                return upload(order, artifact, host, local, transfer);
            }
        } catch (ArtifactException | HypervisorException | IOException failure) {
            BlockerCode code = codeOf(failure);
            String subject =
                    switch (code) {
                        case HOST_UNREACHABLE -> order.through().hostId();
                        case STORE_FULL -> order.volume().store();
                        default -> order.volume().name();
                    };
            return failed(code, subject, String.valueOf(failure.getMessage()));
        }
    }

    private Transfer transfer(Order order, long bytes, Consumer<Report.Moving> underWay) {
        return new Transfer(bytes, limits.bandwidth().of(order.through().hostId()), clock, underWay);
    }

    private static BlockerCode codeOf(Exception failure) {
        if (failure instanceof ArtifactException.Unavailable) {
            return BlockerCode.ARTIFACT_UNAVAILABLE;
        }
        if (failure instanceof ArtifactException.Mismatch) {
            return BlockerCode.ARTIFACT_DIGEST_MISMATCH;
        }
        if (failure instanceof HypervisorException.Unreachable) {
            return BlockerCode.HOST_UNREACHABLE;
        }
        return failure instanceof HypervisorException.NoSpace ? BlockerCode.STORE_FULL : BlockerCode.UNKNOWN;
    }

    private Report upload(Order order, Artifact artifact, HostConnection host, LocalArtifact local, Transfer transfer)
            throws HypervisorException, IOException {
        StoragePool pool = pool(host, order);
        if (pool.volume(order.volume().name()).isPresent()) {
            if (!order.volume().name().equals(artifact.volumeName())) {
                return failed(
                        BlockerCode.CONTENT_CHANGED,
                        order.volume().name(),
                        "Something else has its name by now, and it is no name that Slackwater gives");
            }
            Optional<Report> kept = elsewhere(order, host, pool).or(() -> replaceable.against(order));
            if (kept.isPresent()) {
                return kept.get();
            }
            host.delete(pool.name(), order.volume().name());
            pool = pool(host, order);
        }
        long missing = StoreSpace.missing(pool, artifact.size(), limits.headroom());
        if (missing > 0) {
            return failed(
                    BlockerCode.STORE_FULL,
                    order.volume().store(),
                    "%d bytes are missing for %d bytes and the headroom".formatted(missing, artifact.size()));
        }
        Optional<Report> elsewhere = elsewhere(order, host, pool);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        Volume uploaded;
        try (InputStream content = transfer.counted(Files.newInputStream(local.file()))) {
            uploaded = host.upload(
                    pool.name(), new NewVolume(order.volume().name(), formatOf(artifact), artifact.size()), content);
        }
        return holds(host, order, artifact, transfer)
                ? staged(order, uploaded, artifact)
                : failed(
                        BlockerCode.ARTIFACT_DIGEST_MISMATCH,
                        order.volume().name(),
                        "What was read back from " + uploaded.path() + " is not what was uploaded");
    }

    /** Before anything is written or deleted: the pool is the store, or is marked as it now. */
    private Optional<Report> elsewhere(Order order, HostConnection host, StoragePool pool) throws HypervisorException {
        if (isOtherPlace(pool, order)) {
            return Optional.of(failed(
                    BlockerCode.HOST_UNREACHABLE,
                    order.through().hostId(),
                    "Its pool %s does not show the marker of store %s: there may be nothing mounted"
                            .formatted(pool.name(), order.volume().store())));
        }
        String marked = StoreMarker.ensure(host, pool, order.volume().store());
        return marked.equals(order.volume().store())
                ? Optional.empty()
                : Optional.of(failed(
                        BlockerCode.HOST_NOT_SYNCED,
                        order.through().hostId(),
                        "Its pool %s is store %s by now, and is to be read anew".formatted(pool.name(), marked)));
    }

    /** A host has another host's store only by the marker. */
    private static boolean isOtherPlace(StoragePool pool, Order order) {
        Order.Site site = order.through();
        return StoreMarker.storeOf(pool).isEmpty() && !order.volume().store().equals(site.hostId() + "/" + site.pool());
    }

    /** A volume that is too short to be read that far does not hold it either. */
    private static boolean holds(HostConnection host, Order order, Artifact artifact, Traffic traffic)
            throws HypervisorException {
        try {
            String digest = host.sha256(order.through().pool(), order.volume().name(), artifact.size(), traffic);
            return digest.equals(artifact.sha256());
        } catch (HypervisorException.Rejected unreadable) {
            LOG.debugf("Volume %s cannot be read back: %s", order.volume().name(), unreadable.getMessage());
            return false;
        }
    }

    private static StoragePool pool(HostConnection host, Order order) throws HypervisorException {
        String name = order.through().pool();
        return host.pool(name)
                .filter(StoragePool::active)
                .orElseThrow(() -> new HypervisorException.Unreachable(
                        "Host %s has no active pool %s"
                                .formatted(order.through().hostId(), name),
                        null));
    }

    private static String formatOf(Artifact artifact) {
        VolumeFormat format = artifact.format() == VolumeFormat.QCOW2 ? VolumeFormat.QCOW2 : VolumeFormat.RAW;
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static Report staged(Order order, Volume volume, Artifact artifact) {
        VolumeRef ref = new VolumeRef(order.volume().store(), volume.name(), volume.path());
        return new Report.Staged(ref, volume.allocationBytes(), artifact.sha256());
    }

    private Report failed(BlockerCode code, String subject, String detail) {
        return new Report.Failed(List.of(new Blocker(code, subject, clock.instant(), detail)));
    }
}
