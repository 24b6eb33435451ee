package io.slackwater.simulation.invariant;

import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.world.Site;
import java.util.Optional;
import java.util.UUID;

/** Something that must always hold. It looks on, and says so in the moment in which it does not. Its class's name is its name. */
public interface Invariant {

    /** A record was written. */
    default void written(Entry entry) {}

    /** A worker redefined a VM. */
    default void redefined(Site site, UUID vm) {}

    /** A worker is about to ask a VM to stop, or to switch it off. */
    default void stopping(Site site, UUID vm) {}

    /** An owner did something to a VM, or a worker started it. */
    default void moved(UUID vm) {}

    /** A worker is about to delete a volume. */
    default void deleting(Site site, String volume) {}

    /** Returns what is still to happen before the run may end; empty where nothing is. */
    default Optional<String> unfinished() {
        return Optional.empty();
    }

    /** Returns what to throw where it does not hold. */
    default ViolationException violated(String detail) {
        return new ViolationException(getClass().getSimpleName(), detail);
    }
}
