package io.slackwater.domain.change;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.volume.VolumeFormat;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A version of a portion whose artifact was verified.
 *
 * @param portion operating system first: {@code debian-12/kernel}
 * @param supersedes the versions it replaces, none: all that {@code order} puts before it; and content that it replaces, as {@code sha256:}
 *     and 64 digits
 * @param sha256 64 lower-case hexadecimal digits
 * @param size in bytes
 * @param artifact where the other services read it
 * @param kernelRelease what {@code uname -r} reports on this kernel; empty where it does not apply or is not known
 */
public record VerifiedVersion(
        String portion,
        PortionKind kind,
        String version,
        VersionOrder order,
        List<String> supersedes,
        String sha256,
        long size,
        VolumeFormat format,
        URI artifact,
        Optional<String> kernelRelease) {

    public VerifiedVersion {
        supersedes = List.copyOf(supersedes);
    }

    /** Returns the line of this portion version in the derivation of its change's id. */
    String identity() {
        return portion + "|" + version + "|" + sha256;
    }
}
