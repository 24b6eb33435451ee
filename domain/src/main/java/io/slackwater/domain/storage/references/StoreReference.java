package io.slackwater.domain.storage.references;

import io.slackwater.domain.storage.store.VolumeReference;

/** A reference to a volume of a store. */
public record StoreReference(String store, VolumeReference held) {

    /** Whether both are the same reference, whatever their times and wording. */
    public boolean sameAs(StoreReference other) {
        return store.equals(other.store)
                && held.volume().equals(other.held.volume())
                && held.blocker().sameAs(other.held.blocker());
    }
}
