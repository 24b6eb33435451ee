package io.slackwater.worker.storage.check;

import io.slackwater.hypervisor.Volume;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Identifies a volume, so that a later read tells whether it is the same: whether it is the one that was decided about,
 * or another that its owner put in its place.
 *
 * @param path where it lies
 * @param stamp when its content and its inode last changed, as the host says it
 * @param head what it begins with, to be read only
 */
record VolumeFingerprint(
        String path,
        String format,
        long capacityBytes,
        long contentBytes,
        Optional<String> backingPath,
        String stamp,
        ByteBuffer head) {

    static final ByteBuffer NO_HEAD = ByteBuffer.allocate(0).asReadOnlyBuffer();

    static VolumeFingerprint of(Volume volume, ByteBuffer head) {
        return new VolumeFingerprint(
                volume.path(),
                volume.format(),
                volume.capacityBytes(),
                volume.contentBytes(),
                volume.backingPath(),
                volume.stamp(),
                head);
    }

    /** Returns what the volume would be known by if it had not changed but for what a host says of it now. */
    VolumeFingerprint seenAs(Volume now) {
        return of(now, head);
    }

    /** Returns what is different now, in words; empty where nothing is. */
    String differenceTo(VolumeFingerprint now) {
        if (equals(now)) {
            return "";
        }
        return "it had %d bytes of %s, changed at %s, and has %d bytes of %s, changed at %s%s"
                .formatted(
                        contentBytes,
                        format,
                        stamp,
                        now.contentBytes,
                        now.format,
                        now.stamp,
                        head.equals(now.head) ? "" : ", and begins otherwise");
    }
}
