package io.slackwater.ingest.sighting.kafka;

import io.slackwater.ingest.change.ArtifactFormat;
import io.slackwater.ingest.change.Change;
import io.slackwater.ingest.change.PortionVersion;
import io.slackwater.ingest.change.Severity;
import io.slackwater.ingest.change.VersionOrder;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.VolumeFormat;
import java.time.Instant;
import java.util.List;

/** Builds the records of sightings. */
final class ChangeEvents {

    private ChangeEvents() {}

    static ChangeEvent available(Change change, Instant seenAt) {
        return ChangeEvent.newBuilder()
                .setChangeId(change.id())
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem(change.operatingSystem())
                .setPortions(
                        change.portions().stream().map(ChangeEvents::portion).toList())
                .setSeverity(severity(change.severity()))
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

    private static io.slackwater.schemas.PortionVersion portion(PortionVersion portion) {
        return io.slackwater.schemas.PortionVersion.newBuilder()
                .setPortion(portion.portion())
                .setKind(kind(portion))
                .setVersion(portion.version())
                .setVersionOrder(order(portion.order()))
                .setSupersedes(portion.supersedes())
                .setSha256(portion.sha256())
                .setSize(portion.size())
                .setFormat(format(portion.format()))
                .setArtifactUri(portion.artifact().toString())
                .setKernelRelease(portion.kernelRelease().orElse(null))
                .build();
    }

    private static io.slackwater.schemas.PortionKind kind(PortionVersion portion) {
        return switch (portion.kind()) {
            case KERNEL -> io.slackwater.schemas.PortionKind.KERNEL;
            case INITRD -> io.slackwater.schemas.PortionKind.INITRD;
            case FIRMWARE -> io.slackwater.schemas.PortionKind.FIRMWARE;
            case BASE_IMAGE -> io.slackwater.schemas.PortionKind.BASE_IMAGE;
            case LAYER -> io.slackwater.schemas.PortionKind.LAYER;
        };
    }

    private static io.slackwater.schemas.VersionOrder order(VersionOrder order) {
        return switch (order) {
            case DEBIAN -> io.slackwater.schemas.VersionOrder.DEBIAN;
            case LISTED -> io.slackwater.schemas.VersionOrder.LISTED;
        };
    }

    private static VolumeFormat format(ArtifactFormat format) {
        return switch (format) {
            case RAW -> VolumeFormat.RAW;
            case QCOW2 -> VolumeFormat.QCOW2;
        };
    }

    private static io.slackwater.schemas.Severity severity(Severity severity) {
        return switch (severity) {
            case UNKNOWN -> io.slackwater.schemas.Severity.UNKNOWN;
            case LOW -> io.slackwater.schemas.Severity.LOW;
            case MEDIUM -> io.slackwater.schemas.Severity.MEDIUM;
            case HIGH -> io.slackwater.schemas.Severity.HIGH;
            case CRITICAL -> io.slackwater.schemas.Severity.CRITICAL;
        };
    }
}
