package io.slackwater.reclaimer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.DeletionRecord;
import io.slackwater.domain.storage.model.Overlay;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was deleted, each volume as it was deleted last.
 *
 * @param count how many volumes were, of those that are asked for
 * @param bytesFreed what came free by all of them, in bytes
 * @param volumes the latest of them, the latest first
 */
public record DeletedDocument(long count, long bytesFreed, List<Deleted> volumes) {

    /**
     * A volume that was deleted, and why that was safe.
     *
     * @param portion null for a replaced overlay
     * @param version null for a replaced overlay
     * @param owner why Slackwater might delete it
     * @param vmId of a replaced overlay: whose disk it was; null for others, and where that is not known
     * @param thereAgain whether it was staged, or found, under its name since
     * @param adoption who adopted it; null where no person did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deleted(
            String store,
            String volume,
            @Nullable String portion,
            @Nullable String version,
            String owner,
            @Nullable String vmId,
            Instant deletedAt,
            long bytesFreed,
            boolean thereAgain,
            Proof proof,
            @Nullable AdoptionDocument adoption) {

        private static Deleted of(Volume volume, DeletionRecord deletionRecord) {
            Optional<PortionVersion> held = deletionRecord.content().holds();
            return new Deleted(
                    volume.ref().store(),
                    volume.ref().name(),
                    held.map(PortionVersion::portion).orElse(null),
                    held.map(PortionVersion::version).orElse(null),
                    deletionRecord.content().origin().name(),
                    volume.overlay().map(Overlay::vmId).orElse(null),
                    deletionRecord.at(),
                    deletionRecord.bytesFreed(),
                    !(volume.state() instanceof VolumeState.Gone || volume.state() instanceof VolumeState.Staging),
                    Proof.of(deletionRecord.grounds()),
                    deletionRecord
                            .content()
                            .adoption()
                            .map(by -> new AdoptionDocument(by.actor(), by.reason(), by.at()))
                            .orElse(null));
        }
    }

    /**
     * Why it was safe.
     *
     * @param completedUpdates how many updates moved a VM away from it; all of them were completed
     * @param users how many VMs they moved
     * @param lastUsers the UUIDs of some of these
     * @param hostsAsked every host that has the store: when it was asked just before the delete, and how many references it had
     * @param dueSince since when nothing needed it
     * @param graceSeconds the grace time that had to pass
     */
    public record Proof(
            int completedUpdates,
            int users,
            List<String> lastUsers,
            List<HostCheckResult> hostsAsked,
            Instant dueSince,
            long graceSeconds) {

        private static Proof of(DeletionRecord.Grounds grounds) {
            return new Proof(
                    grounds.completedUpdates(),
                    grounds.users(),
                    grounds.lastUsers(),
                    grounds.hostsAsked(),
                    grounds.dueSince(),
                    grounds.graceTime().toSeconds());
        }
    }

    /** Who adopted a volume. */
    public record AdoptionDocument(String actor, String reason, Instant at) {}

    static DeletedDocument of(List<Volume> reclaimed, int limit) {
        List<Deleted> deleted = reclaimed.stream()
                .flatMap(volume -> volume.reclaimed().stream().map(last -> Deleted.of(volume, last)))
                .sorted(Comparator.comparing(Deleted::deletedAt)
                        .reversed()
                        .thenComparing(Deleted::store)
                        .thenComparing(Deleted::volume))
                .toList();
        return new DeletedDocument(
                deleted.size(),
                deleted.stream().mapToLong(Deleted::bytesFreed).sum(),
                deleted.stream().limit(limit).toList());
    }
}
