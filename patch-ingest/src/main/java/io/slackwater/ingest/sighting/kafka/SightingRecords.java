package io.slackwater.ingest.sighting.kafka;

import io.slackwater.domain.change.Change;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import java.time.Instant;
import java.util.List;

/** Builds the records of sightings. */
final class SightingRecords {

    private SightingRecords() {}

    static ChangeEvent available(Change change, Instant seenAt) {
        return ChangeEvent.newBuilder()
                .setChangeId(change.id())
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem(change.operatingSystem())
                .setPortions(
                        change.portions().stream().map(SightingRecords::portion).toList())
                .setSeverity(CommonMapper.severity(change.severity()))
                .setAdvisories(change.advisories())
                .setSource(change.source())
                .setOccurredAt(seenAt)
                .build();
    }

    /** Portions and severity are left to the topology, which knows what was published. */
    static ChangeEvent withdrawn(
            String operatingSystem, String changeId, String source, String reason, Instant seenAt) {
        return ChangeEvent.newBuilder()
                .setChangeId(changeId)
                .setType(ChangeEventType.WITHDRAWN)
                .setOperatingSystem(operatingSystem)
                .setPortions(List.of())
                .setSeverity(io.slackwater.schemas.Severity.UNKNOWN)
                .setAdvisories(List.of())
                .setSource(source)
                .setReason(reason)
                .setOccurredAt(seenAt)
                .build();
    }

    private static io.slackwater.schemas.PortionVersion portion(VerifiedVersion portion) {
        return io.slackwater.schemas.PortionVersion.newBuilder()
                .setPortion(portion.portion())
                .setKind(CommonMapper.kind(portion.kind()))
                .setVersion(portion.version())
                .setVersionOrder(CommonMapper.order(portion.order()))
                .setSupersedes(portion.supersedes())
                .setSha256(portion.sha256())
                .setSize(portion.size())
                .setFormat(CommonMapper.format(portion.format()))
                .setArtifactUri(portion.artifact().toString())
                .setKernelRelease(portion.kernelRelease().orElse(null))
                .build();
    }
}
