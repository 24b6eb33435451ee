package io.slackwater.domain.modifiable;

import io.slackwater.domain.portion.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a change.
 *
 * @param withdrawn whether it was withdrawn
 * @param reason why it was withdrawn; empty where it was not
 * @param severity how urgent it is
 * @param kernelRelease what a guest that runs it reports; empty where it brings no kernel or that is not known
 * @param versions which version it brings, by portion; empty where that is not known
 * @param availableSince when its source was seen to offer it first; empty where that is not known
 * @param digests the SHA-256 of what it brings, by portion; empty where that was kept before digests were
 */
public record ChangeInfo(
        boolean withdrawn,
        String reason,
        Severity severity,
        Optional<String> kernelRelease,
        Map<String, String> versions,
        Optional<Instant> availableSince,
        Map<String, String> digests) {

    /** A change of which nothing was heard yet. */
    public static final ChangeInfo UNKNOWN =
            new ChangeInfo(false, "", Severity.UNKNOWN, Optional.empty(), Map.of(), Optional.empty());

    public ChangeInfo {
        versions = Map.copyOf(versions);
        digests = Map.copyOf(digests);
    }

    /** A change of whose content nothing is known but its versions. */
    public ChangeInfo(
            boolean withdrawn,
            String reason,
            Severity severity,
            Optional<String> kernelRelease,
            Map<String, String> versions,
            Optional<Instant> availableSince) {
        this(withdrawn, reason, severity, kernelRelease, versions, availableSince, Map.of());
    }

    /** Returns what its version of a portion is known by: its content where that is known, else its version. */
    public String identity(String portion, String version) {
        return identity(Optional.ofNullable(digests.get(portion)), version);
    }

    /** Returns what a portion version is known by: {@code sha256:} and its digest, or its version where no digest is known. */
    public static String identity(Optional<String> sha256, String version) {
        return sha256.map(digest -> "sha256:" + digest).orElse(version);
    }
}
