package io.slackwater.domain.storage.store;

import io.slackwater.domain.storage.model.CommandSequenceNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * The state that limits the deletes of one store: sequence, rate, first delete.
 *
 * @param count the number of its last command that has an effect; 0 before the first
 * @param nextTurn when the next delete may begin by the store's rate
 * @param first the first delete since the store was activated
 * @param ahead what the store counts that this log did not know of when it was seen; empty where that never was
 */
public record StoreDeleteState(long count, Instant nextTurn, First first, Optional<Ahead> ahead) {

    /** Of a store in which nothing was done yet. */
    public static final StoreDeleteState NEW =
            new StoreDeleteState(0, Instant.EPOCH, new First(Instant.EPOCH, "", Optional.empty()), Optional.empty());

    /**
     * The first delete of a store.
     *
     * @param activeSince since when the store is active that it is the first delete of
     * @param volume what is, or was, deleted; empty where nothing is
     * @param deletedAt when it was; empty until then
     */
    public record First(Instant activeSince, String volume, Optional<Instant> deletedAt) {

        /** Whether any volume may be the first: none is, and none was. */
        boolean isFree() {
            return volume.isEmpty();
        }

        /** Returns what it is of a store that is active since then: one that was activated later begins anew, but for a delete that is under way. */
        First of(Instant activation) {
            if (!activation.isAfter(activeSince)) {
                return this;
            }
            return new First(activation, deletedAt.isEmpty() ? volume : "", Optional.empty());
        }
    }

    /**
     * A count that is not this log's.
     *
     * @param count what the store said
     * @param since when it was seen
     */
    public record Ahead(CommandSequenceNumber count, Instant since) {}

    StoreDeleteState counted() {
        return new StoreDeleteState(count + 1, nextTurn, first, ahead);
    }

    StoreDeleteState counted(long atLeast) {
        return new StoreDeleteState(Math.max(count, atLeast), nextTurn, first, ahead);
    }

    StoreDeleteState with(Instant next) {
        return new StoreDeleteState(count, next, first, ahead);
    }

    StoreDeleteState with(First changed) {
        return new StoreDeleteState(count, nextTurn, changed, ahead);
    }

    StoreDeleteState with(Ahead seen) {
        return new StoreDeleteState(count, nextTurn, first, Optional.of(seen));
    }
}
