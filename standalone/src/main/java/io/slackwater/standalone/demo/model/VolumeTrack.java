package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A volume as its last events tell.
 *
 * @param volume where it is
 * @param version the version that it holds; empty for a replaced overlay
 * @param sizeBytes what it takes, in bytes
 * @param freedBytes what came free when it was deleted, in bytes
 * @param last what happened last
 * @param at when
 * @param blockers what holds it
 */
public record VolumeTrack(
        VolumeRef volume,
        Optional<String> version,
        long sizeBytes,
        long freedBytes,
        VolumeEventType last,
        Instant at,
        List<Blocker> blockers) {

    public VolumeTrack {
        blockers = List.copyOf(blockers);
    }

    static VolumeTrack of(VolumeEvent event, Optional<VolumeTrack> before) {
        return new VolumeTrack(
                event.getVolume(),
                event.getVersion().or(() -> before.flatMap(VolumeTrack::version)),
                event.getSizeBytes() > 0
                        ? event.getSizeBytes()
                        : before.map(VolumeTrack::sizeBytes).orElse(0L),
                event.getBytesFreed(),
                event.getType(),
                event.getOccurredAt(),
                event.getBlockers());
    }

    /** Whether it was deleted. */
    public boolean isGone() {
        return last == VolumeEventType.RECLAIMED;
    }
}
