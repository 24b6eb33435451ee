package io.slackwater.domain.match;

import io.slackwater.domain.volume.VolumeId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A VM needs a change.
 *
 * @param hostId where the VM was observed
 * @param seenAtMillis when that was published
 * @param replacements what moves, in the order of the VM's slots; never empty
 * @param returnsFrom the withdrawn change whose version it takes the VM back from; empty where it moves on
 */
public record Need(
        PublishedChange change,
        String hostId,
        long seenAtMillis,
        List<NeededReplacement> replacements,
        Optional<String> returnsFrom) {

    public Need {
        replacements = List.copyOf(replacements);
    }

    /** Returns a number that differs, but for collisions, when the VM needs to move away from something else. */
    public int fingerprint() {
        int fingerprint = hostId.hashCode();
        for (NeededReplacement replacement : replacements) {
            SlotImage slot = replacement.slot();
            fingerprint = fingerprint(fingerprint, slot.name(), slot.image().id());
        }
        return fingerprint;
    }

    /**
     * Adds a slot to a fingerprint.
     *
     * @param before the host's hash code, or the fingerprint with the slots before this one
     * @param from the volume that the slot moves away from
     */
    public static int fingerprint(int before, String slot, VolumeId from) {
        return 31 * before + Objects.hash(slot, from.store(), from.volume());
    }
}
