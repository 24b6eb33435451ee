package io.slackwater.domain.storage.model;

import io.slackwater.domain.blocker.Blocker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The restrictions on deletes in a store at one time: freeze, rate, and the pause after a first delete.
 *
 * @param stops why nothing at all is deleted there: a freeze, or a log that is older than the store
 * @param first why it is not this volume's time yet while the store's first delete is looked at
 * @param pauseEnd when that ends by itself; empty where it does not
 * @param nextTurn when the next delete may begin by the rate; not after now where it may at once
 * @param consent whether a person said that it may be deleted though its content cannot be had again
 */
public record DeleteRestrictions(
        List<Blocker> stops, List<Blocker> first, Optional<Instant> pauseEnd, Instant nextTurn, boolean consent) {

    /** Nothing is held up. */
    public static final DeleteRestrictions NONE =
            new DeleteRestrictions(List.of(), List.of(), Optional.empty(), Instant.EPOCH, false);

    public DeleteRestrictions {
        stops = List.copyOf(stops);
        first = List.copyOf(first);
    }
}
