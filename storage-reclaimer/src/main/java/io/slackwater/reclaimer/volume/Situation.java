package io.slackwater.reclaimer.volume;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What surrounds a volume when a decision about it is made.
 *
 * @param references what refers to it in the inventory, a few of them where they are many
 * @param unfinishedFanOuts of the changes that move VMs away from it, those whose fan-out has not finished everywhere
 * @param withdrawnChanges of the changes that move VMs away from it, those that were withdrawn
 */
public record Situation(
        StoreHosts store,
        List<Blocker> references,
        Set<String> unfinishedFanOuts,
        Set<String> withdrawnChanges,
        Instant now) {

    public Situation {
        references = List.copyOf(references);
        unfinishedFanOuts = Set.copyOf(unfinishedFanOuts);
        withdrawnChanges = Set.copyOf(withdrawnChanges);
    }
}
