package io.slackwater.domain.storage.host;

import java.util.List;

/**
 * The state of a store's marker across its hosts.
 *
 * @param known whether the log tells of the marker: some host showed it
 * @param behind ids of hosts that were not read since the log tells of it, a few of them where they are many: one of them may have the
 *     store, and nobody knows. Those are left out that a person's list of the store's hosts covers
 * @param suspected pools of other stores, as {@code host/pool}, that nobody marked either and that list the same old volumes with the same
 *     times: they are probably the same directory
 */
public record StoreMarkerState(boolean known, List<String> behind, List<String> suspected) {

    /** A marker that every host was read after. */
    public static final StoreMarkerState READ_BY_ALL = new StoreMarkerState(true, List.of(), List.of());

    public StoreMarkerState {
        behind = List.copyOf(behind);
        suspected = List.copyOf(suspected);
    }
}
