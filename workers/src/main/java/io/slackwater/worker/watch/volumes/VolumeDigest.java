package io.slackwater.worker.watch.volumes;

import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.worker.watch.observe.ObservationDigests;
import java.time.Instant;

/** Computes the digest by which a change of a volume is detected. */
final class VolumeDigest {

    private static final AvroCodec<StoreVolume> CODEC = new AvroCodec<>(StoreVolume.class);

    private VolumeDigest() {}

    /** Returns a digest of a record without its times, and without what changes with each write to the image. */
    static String of(StoreVolume told) {
        return ObservationDigests.ofBytes(CODEC.encode(StoreVolumes.copy(told)
                .setAllocationBytes(0)
                .setStamp("")
                .setFirstListedAt(Instant.EPOCH)
                .setObservedAt(Instant.EPOCH)
                .build()));
    }
}
