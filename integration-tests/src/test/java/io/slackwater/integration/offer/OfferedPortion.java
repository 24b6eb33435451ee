package io.slackwater.integration.offer;

import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.VolumeFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A portion of an offered change, with its artifact. Its version is newer than others by Debian's order. */
public final class OfferedPortion {

    private static final int DIGEST_DIGITS = 12;

    private final String portion;
    private final PortionKind kind;
    private final String version;
    private final byte[] content;
    private final VolumeFormat format;
    private final Optional<String> kernelRelease;
    private final List<String> supersedes;

    private OfferedPortion(
            String portion,
            PortionKind kind,
            String version,
            byte[] content,
            VolumeFormat format,
            Optional<String> kernelRelease,
            List<String> supersedes) {
        this.portion = portion;
        this.kind = kind;
        this.version = version;
        this.content = content.clone();
        this.format = format;
        this.kernelRelease = kernelRelease;
        this.supersedes = List.copyOf(supersedes);
    }

    /** Makes the offer of a kernel whose release is its version. */
    public static OfferedPortion kernel(String portion, String release, byte[] image) {
        return new OfferedPortion(
                portion, PortionKind.KERNEL, release, image, VolumeFormat.RAW, Optional.of(release), List.of());
    }

    /** Makes the offer of anything else, raw. */
    public static OfferedPortion of(String portion, PortionKind kind, String version, byte[] content) {
        return new OfferedPortion(portion, kind, version, content, VolumeFormat.RAW, Optional.empty(), List.of());
    }

    /** Makes the offer of a golden image in QEMU's own format. */
    public static OfferedPortion qcow2(String portion, String version, byte[] content) {
        return new OfferedPortion(
                portion, PortionKind.BASE_IMAGE, version, content, VolumeFormat.QCOW2, Optional.empty(), List.of());
    }

    /** Returns the same offer, which says that it replaces the content of another. */
    public OfferedPortion replacingContentOf(OfferedPortion other) {
        return new OfferedPortion(
                portion, kind, version, content, format, kernelRelease, List.of("sha256:" + other.sha256()));
    }

    /** Returns the name of the volume that it is staged as. */
    public String volume() {
        String name = portion.replace('/', '.') + "-" + version + "-" + sha256().substring(0, DIGEST_DIGITS);
        return format == VolumeFormat.QCOW2 ? name + ".qcow2" : name;
    }

    byte[] content() {
        return content.clone();
    }

    /** Returns the SHA-256 of its content. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "portion",
                portion,
                "kind",
                kind.name(),
                "version",
                version,
                "format",
                format.name(),
                "sha256",
                sha256()));
        if (!supersedes.isEmpty()) {
            fields.put("supersedes", supersedes);
        }
        kernelRelease.ifPresent(release -> fields.put("kernelRelease", release));
        return fields;
    }
}
