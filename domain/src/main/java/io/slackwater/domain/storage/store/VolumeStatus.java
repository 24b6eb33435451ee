package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
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
 * @param referrers who refers to it, by the inventory
 * @param holds what people said that keeps it
 */
public record VolumeStatus(
        Volume volume, boolean superseded, Optional<Instant> replacedSince, Referrers referrers, List<Blocker> holds) {

    public VolumeStatus {
        holds = List.copyOf(holds);
    }

    /**
     * Who refers to a volume.
     *
     * @param named how many VMs and overlays refer to the volume itself
     * @param blockers the same for a person, and who may refer to any volume of the store
     */
    public record Referrers(int named, List<Blocker> blockers) {

        /** Nobody refers to it. */
        public static final Referrers NONE = new Referrers(0, List.of());

        public Referrers {
            blockers = List.copyOf(blockers);
        }
    }

    /** Returns everything in the inventory that refers to it, and every hold, for a person. */
    public List<Blocker> holders() {
        return Stream.concat(referrers.blockers().stream(), holds.stream()).toList();
    }

    /**
     * Whether it is old and nothing that is known of uses it, and stays all the same: a rule names it, and no VM was moved away from it,
     * which would have shown that it is what its name says.
     */
    public boolean isLeftToAPerson() {
        return !superseded
                && replacedSince.isPresent()
                && volume.content().isOnlyNamed()
                && volume.updateCounts().pins().isEmpty()
                && referrers.blockers().isEmpty();
    }

    /** Returns everything that keeps it, whatever was told of it. */
    public List<Blocker> keepers() {
        return isLeftToAPerson()
                ? Stream.concat(holders().stream(), Stream.of(volume.namedByRule(replacedSince.orElseThrow())))
                        .toList()
                : holders();
    }
}
