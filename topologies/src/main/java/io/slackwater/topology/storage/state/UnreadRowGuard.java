package io.slackwater.topology.storage.state;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.domain.storage.volume.NotUnderstoodBlocker;
import java.time.Instant;
import java.util.List;

/**
 * Blocks deletes in stores that have a row which this version cannot interpret. Each holds all volumes of its store, as
 * a reference that is unclear.
 */
final class UnreadRowGuard {

    private final ReferenceRepository references;

    UnreadRowGuard(ReferenceRepository references) {
        this.references = references;
    }

    /** Takes note that a row says something that this version does not understand, which may be that any volume is in use. */
    void notUnderstood(List<String> key, String cause, Instant at) {
        String store = key.get(1);
        Blocker unclear = NotUnderstoodBlocker.row(String.join(" ", key), cause, at);
        references.put(store, holderOf(key), List.of(VolumeReference.notUnderstood(unclear)));
    }

    /** Takes note that a row is understood; an earlier one with its key counts no more. */
    void understood(List<String> key) {
        String holder = holderOf(key);
        if (!StateTopicBuffer.Kind.HOLDING.isOf(key)
                && !references.of(key.get(1), holder).isEmpty()) {
            references.put(key.get(1), holder, List.of());
        }
    }

    /** Forgets that a row was not understood; false where that was not known of it. What its holder was heard to refer to since stays. */
    boolean forgetNotUnderstood(List<String> key) {
        String holder = holderOf(key);
        boolean isKnown = references.of(key.get(1), holder).stream().anyMatch(VolumeReference::notUnderstood);
        if (isKnown) {
            references.put(key.get(1), holder, List.of());
        }
        return isKnown;
    }

    /**
     * What is heard of a holder that uses a volume of the store, or used one of it, takes the place of a holding that was not
     * understood. Of any other holder nothing is heard here, since its references did not change. Nothing says anew what other rows
     * said.
     */
    private static String holderOf(List<String> key) {
        return StateTopicBuffer.Kind.HOLDING.isOf(key) && key.size() > 2 ? key.get(2) : "row " + String.join(" ", key);
    }
}
