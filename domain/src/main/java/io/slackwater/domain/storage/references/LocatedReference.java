package io.slackwater.domain.storage.references;

import io.slackwater.domain.storage.store.VolumeReference;

/** A volume reference together with its store. */
public record LocatedReference(String store, VolumeReference held) {

    /** Whether both are the same reference, whatever their times and wording. */
    public boolean sameAs(LocatedReference other) {
        return store.equals(other.store)
                && held.volume().equals(other.held.volume())
                && held.blocker().sameAs(other.held.blocker());
    }
}
