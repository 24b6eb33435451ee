package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.volume.Volume;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A volume and what keeps it, as its store's machine knows it.
 *
 * @param superseded whether Slackwater may think of deleting it
 * @param replacedSince of a volume that only a rule names, since when a change is available whose version takes the place of what it
 *     holds; empty where there is none, and of all others
 * @param blockers everything in the inventory that refers to it, and every hold
 */
public record VolumeStatus(Volume volume, boolean superseded, Optional<Instant> replacedSince, List<Blocker> blockers) {

    public VolumeStatus {
        blockers = List.copyOf(blockers);
    }

    /**
     * Whether it is old and nothing that is known of uses it, and stays all the same: a rule names it, and no VM was moved away from it,
     * which would have shown that it is what its name says.
     */
    public boolean isLeftToAPerson() {
        return !superseded
                && replacedSince.isPresent()
                && volume.content().isOnlyNamed()
                && volume.needs().pins().isEmpty()
                && blockers.stream().allMatch(holder -> holder.code() == BlockerCode.HELD);
    }

    /** Returns everything that keeps it, whatever was told of it. */
    public List<Blocker> keepers() {
        return isLeftToAPerson()
                ? Stream.concat(blockers.stream(), Stream.of(volume.namedByRule(replacedSince.orElseThrow())))
                        .toList()
                : blockers;
    }
}
