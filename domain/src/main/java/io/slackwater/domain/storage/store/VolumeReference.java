package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import java.time.Instant;
import java.util.Optional;

/**
 * A reference within one store, to one volume or to any.
 *
 * @param volume the volume's name; empty where it may be any of the store
 * @param vanishedAt when the VM vanished whose last use this is; empty where whoever refers to the volume is there
 * @param notUnderstood whether it stands for a row that this version does not understand, which may refer to anything
 * @param blocker who refers to it and since when, for a person
 */
public record VolumeReference(String volume, Optional<Instant> vanishedAt, boolean notUnderstood, Blocker blocker) {

    /** Stands for every volume of a store. */
    public static final String ANY = "";

    /** A reference of what is there. */
    public VolumeReference(String volume, Blocker blocker) {
        this(volume, Optional.empty(), false, blocker);
    }

    /** Returns the last use of a volume by a VM that vanished. */
    public static VolumeReference vanished(String volume, Instant at, Blocker blocker) {
        return new VolumeReference(volume, Optional.of(at), false, blocker);
    }

    /** Returns what a row that is not understood may refer to. */
    public static VolumeReference notUnderstood(Blocker blocker) {
        return new VolumeReference(ANY, Optional.empty(), true, blocker);
    }

    /** What of a reference a decision depends on. */
    public record Fact(String volume, Optional<Instant> vanishedAt, boolean notUnderstood) {}

    /** Returns the reference without what it explains. */
    public Fact fact() {
        return new Fact(volume, vanishedAt, notUnderstood);
    }

    /** Returns the same for every volume of the store. */
    public VolumeReference toAny() {
        return new VolumeReference(ANY, vanishedAt, notUnderstood, blocker);
    }
}
