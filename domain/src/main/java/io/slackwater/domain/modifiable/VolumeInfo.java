package io.slackwater.domain.modifiable;

import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.Set;

/**
 * The volume that holds a portion version in a store.
 *
 * @param present whether it is there, its content verified or vouched for by an operator
 * @param pins ids of the changes that pin it
 * @param since since when this has been so
 */
public record VolumeInfo(VolumeRef volume, boolean present, Set<String> pins, Instant since) {

    public VolumeInfo {
        pins = Set.copyOf(pins);
    }

    /** Whether an update of that change may refer to it. */
    public boolean isReadyFor(String changeId) {
        return present && pins.contains(changeId);
    }
}
