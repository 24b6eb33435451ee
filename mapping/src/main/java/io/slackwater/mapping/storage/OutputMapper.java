package io.slackwater.mapping.storage;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Adoption;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.DeletionProof;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.StoreSequenceNumber;
import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.HostLook;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.ReclaimProof;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StoreHost;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Domain types as records. */
public final class OutputMapper {

    /** A record of Kafka's usual megabyte would not hold those of a large fleet; {@code slackwater.updates} has each for its audit period. */
    private static final int NAMED = 1_000;

    private OutputMapper() {}

    public static VolumeEvent event(StorageEvent event, Instant now) {
        Content content = event.volume().content();
        UploadProgress progress = event.volume().state().progress();
        return VolumeEvent.newBuilder()
                .setVolume(CommonMapper.volume(event.volume().ref()))
                .setType(VolumeEventType.valueOf(event.step().name()))
                .setOwner(
                        content.origin() == VolumeOrigin.NOBODY
                                ? VolumeOwner.UNKNOWN
                                : VolumeOwner.valueOf(content.origin().name()))
                .setPortion(content.holds().map(PortionVersion::portion).orElse(null))
                .setVersion(content.holds().map(PortionVersion::version).orElse(null))
                .setKind(content.holds()
                        .map(holds -> CommonMapper.kind(holds.kind()))
                        .orElse(PortionKind.UNKNOWN))
                .setSha256(content.artifact().map(Artifact::sha256).orElse(null))
                .setSizeBytes(content.sizeBytes())
                .setMovedBytes(progress.movedBytes())
                .setTotalBytes(progress.totalBytes())
                .setFormat(CommonMapper.format(content.format()))
                .setPins(event.volume().lastPublished().pins().changes())
                .setBlockers(CommonMapper.blockersToWire(event.blockers()))
                .setDueSince(event.volume().state().dueSince().orElse(null))
                .setUnreferencedSince(event.volume().state().unreferencedSince().orElse(null))
                .setBytesFreed(event.bytesFreed())
                .setProof(event.proof()
                        .map(proof -> proof(proof, content.adoption()))
                        .orElse(null))
                .setOccurredAt(now)
                .build();
    }

    public static StorageCommand command(VolumeCommand command, Duration lifetime, Instant now) {
        return StorageCommand.newBuilder()
                .setCommandId(command.id())
                .setType(StorageCommandType.valueOf(command.type().name()))
                .setVolume(CommonMapper.volume(command.volume()))
                .setHosts(command.hosts().stream()
                        .map(host -> new StoreHost(host.hostId(), host.uri(), host.pool(), host.furtherUris()))
                        .toList())
                .setArtifact(command.artifact().map(OutputMapper::artifact).orElse(null))
                .setCount(command.sequenceNumber().map(OutputMapper::count).orElse(null))
                .setMayReplace(command.mayReplace())
                .setAgainstReplacing(CommonMapper.blockersToWire(command.againstReplacing()))
                .setLifetimeMillis(lifetime.toMillis())
                .setOccurredAt(now)
                .build();
    }

    static io.slackwater.schemas.ReferenceFinding finding(ReferenceFinding finding) {
        return io.slackwater.schemas.ReferenceFinding.valueOf(finding.name());
    }

    private static io.slackwater.schemas.StoreCount count(StoreSequenceNumber count) {
        return new io.slackwater.schemas.StoreCount(
                count(count.own()), count.accepted().map(OutputMapper::count).orElse(null));
    }

    public static io.slackwater.schemas.LogCount count(CommandSequenceNumber count) {
        return new io.slackwater.schemas.LogCount(count.logId(), count.number());
    }

    private static ReclaimProof proof(DeletionProof proof, Optional<Adoption> adoption) {
        return ReclaimProof.newBuilder()
                .setCompletedUpdates(first(proof.completedUpdates()))
                .setCompletedCount(proof.completedUpdates().size())
                .setHostsAsked(
                        proof.hostsAsked().stream().map(OutputMapper::look).toList())
                .setLastUsers(first(proof.lastUsers()))
                .setLastUserCount(proof.lastUsers().size())
                .setDueSince(proof.dueSince())
                .setGraceMillis(proof.graceTime().toMillis())
                .setDeleteCalledAt(proof.deleteCalledAt().orElse(null))
                .setAdoption(adoption.map(by -> new io.slackwater.schemas.Adoption(by.actor(), by.reason(), by.at()))
                        .orElse(null))
                .build();
    }

    private static List<String> first(List<String> names) {
        return names.stream().limit(NAMED).toList();
    }

    public static HostLook look(io.slackwater.domain.storage.host.HostCheckResult look) {
        return HostLook.newBuilder()
                .setHostId(look.hostId())
                .setAskedAt(look.askedAt())
                .setReferences(look.references())
                .setDefinitionsReadAt(look.definitionsReadAt().orElse(null))
                .build();
    }

    /** The worker needs content, size and place; how versions are ordered and what it supersedes is of no use to it. */
    public static io.slackwater.schemas.PortionVersion artifact(Artifact artifact) {
        return io.slackwater.schemas.PortionVersion.newBuilder()
                .setPortion(artifact.holds().portion())
                .setKind(CommonMapper.kind(artifact.holds().kind()))
                .setVersion(artifact.holds().version())
                .setVersionOrder(VersionOrder.UNKNOWN)
                .setSha256(artifact.sha256())
                .setSize(artifact.size())
                .setFormat(CommonMapper.format(artifact.format()))
                .setArtifactUri(artifact.uri())
                .build();
    }
}
