package io.slackwater.simulation.world;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VolumeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of an operating system's portions, and how well a guest runs on it.
 *
 * @param kind which VMs it is for
 * @param version from 1
 */
public record Release(SimulatedVm.Kind kind, int version, Quality quality) {

    static final String SYSTEM = "debian-12";

    /** How a guest comes up on it. */
    public enum Quality {
        GOOD(""),
        CRASHING("boot: crash\n"),
        SILENT("boot: silent\n");

        private final String line;

        Quality(String line) {
            this.line = line;
        }
    }

    /** Returns the id of the change that brings it. */
    public String changeId() {
        return SYSTEM + "-" + kind + "-" + version;
    }

    /** Returns the event that offers it. */
    public ChangeEvent available(Instant now) {
        return event(ChangeEventType.AVAILABLE, null, now);
    }

    /** Returns the event that recalls it. */
    public ChangeEvent withdrawn(Instant now) {
        return event(ChangeEventType.WITHDRAWN, "It was recalled", now);
    }

    /** Returns the content of a portion of it. */
    byte[] content(String portion) {
        return artifact(portion).content().getBytes(StandardCharsets.UTF_8);
    }

    private ChangeEvent event(ChangeEventType type, @Nullable String reason, Instant now) {
        List<PortionVersion> portions = kind == SimulatedVm.Kind.DIRECT
                ? List.of(portion("kernel", PortionKind.KERNEL), portion("initrd", PortionKind.INITRD))
                : List.of(portion("base", PortionKind.BASE_IMAGE));
        return ChangeEvent.newBuilder()
                .setChangeId(changeId())
                .setType(type)
                .setOperatingSystem(SYSTEM)
                .setPortions(portions)
                .setSeverity(Severity.LOW)
                .setSource("simulation")
                .setReason(reason)
                .setOccurredAt(now)
                .build();
    }

    private PortionVersion portion(String portion, PortionKind portionKind) {
        Artifacts.Artifact artifact = artifact(portion);
        return PortionVersion.newBuilder()
                .setPortion(SYSTEM + "/" + portion)
                .setKind(portionKind)
                .setVersion(Integer.toString(version))
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSha256(artifact.sha256())
                .setSize(artifact.content().length())
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri(artifact.file().toUri().toString())
                .setKernelRelease(portionKind == PortionKind.KERNEL ? kernelRelease() : null)
                .build();
    }

    private Artifacts.Artifact artifact(String portion) {
        return Artifacts.of(
                portion.equals("initrd")
                        ? "initrd " + version + " " + quality + "\n"
                        : "kernel-release: " + kernelRelease() + "\n" + quality.line);
    }

    private String kernelRelease() {
        return "6.1.0-" + version + "-" + kind;
    }
}
