package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.DeleteRestrictions;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What surrounds a volume when a decision about it is made.
 *
 * @param references what refers to it in the inventory, a few of them where they are many, and who holds it
 * @param unfinishedFanOuts of the changes that move VMs away from it, those whose fan-out has not finished everywhere
 * @param withdrawnChanges of the changes that move VMs away from it, those that were withdrawn
 * @param dueLater of the other volumes of its store that hold a version of the same portion, how many became due after it; 0 while
 *     it is not due
 * @param restrictions what holds up its delete for the sake of its store
 */
public record VolumeDecisionContext(
        StoreHosts store,
        List<Blocker> references,
        Set<String> unfinishedFanOuts,
        Set<String> withdrawnChanges,
        int dueLater,
        DeleteRestrictions restrictions,
        Instant now) {

    public VolumeDecisionContext {
        references = List.copyOf(references);
        unfinishedFanOuts = Set.copyOf(unfinishedFanOuts);
        withdrawnChanges = Set.copyOf(withdrawnChanges);
    }

    /** A situation in which the store holds nothing up. */
    public VolumeDecisionContext(
            StoreHosts store,
            List<Blocker> references,
            Set<String> unfinishedFanOuts,
            Set<String> withdrawnChanges,
            int dueLater,
            Instant now) {
        this(store, references, unfinishedFanOuts, withdrawnChanges, dueLater, DeleteRestrictions.NONE, now);
    }
}
