package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;

/**
 * A reference to a volume of a store.
 *
 * @param volume the volume's name; empty where it may be any of the store
 * @param blocker who refers to it and since when
 */
public record VolumeReference(String volume, Blocker blocker) {

    /** Stands for every volume of a store. */
    public static final String ANY = "";
}
