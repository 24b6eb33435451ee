package io.slackwater.reclaimer.volume;

import java.util.Optional;

/**
 * What a volume holds.
 *
 * @param holds the portion version; empty for a replaced overlay and where nobody said it
 * @param artifact what it was made from, or is to be made from; empty for what Slackwater did not stage
 * @param sizeBytes what it takes in the store; 0 until it is known
 */
public record Content(
        Owner owner, Optional<PortionVersion> holds, Optional<Artifact> artifact, VolumeFormat format, long sizeBytes) {

    /** Nothing is known of it: nobody adopted or staged it. */
    public static final Content UNKNOWN =
            new Content(Owner.NOBODY, Optional.empty(), Optional.empty(), VolumeFormat.UNKNOWN, 0);

    /** An overlay that an update put aside. */
    public static final Content OVERLAY =
            new Content(Owner.REPLACED, Optional.empty(), Optional.empty(), VolumeFormat.QCOW2, 0);

    /** What a volume holds once {@code artifact} is uploaded. */
    public static Content staged(Artifact artifact) {
        return new Content(
                Owner.STAGED, Optional.of(artifact.holds()), Optional.of(artifact), artifact.format(), artifact.size());
    }

    Content withSize(long bytes) {
        return bytes > 0 ? new Content(owner, holds, artifact, format, bytes) : this;
    }
}
