package io.slackwater.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What refers to an image.
 *
 * @param kind SLOT, SNAPSHOT, MANAGED_SAVE, CHECKPOINT or DEFINITION of a VM; BACKING_FILE or DATA_FILE of another image; POOL, that is made of
 *     it; PIN, HOLD or UPDATE; SLACKWATER, which needs it itself
 * @param vm the UUID of the VM; null where it is none
 * @param vmName the name of the VM; null where it is none
 * @param host the host on which the reference is; null where it is on none
 * @param place the slot, the snapshot, the part of the definition, the pool of the other image, the change, the hold, the update, or the
 *     state of the volume
 * @param live whether the running machine refers to it; null where that has no meaning
 * @param configured whether the next start will; null where that has no meaning
 * @param image the image through which it is used: for a slot the one above it, else the one that refers to it; null where there is none
 * @param since when it was seen so
 */
public record ImageUserInfo(
        String kind,
        @Nullable String vm,
        @Nullable String vmName,
        @Nullable String host,
        String place,
        @Nullable Boolean live,
        @Nullable Boolean configured,
        @Nullable String image,
        @Nullable Instant since) {}
