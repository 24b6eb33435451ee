package io.slackwater.planning.fleet;

import java.time.Instant;

/**
 * What a host said of a store when it was synced last.
 *
 * @param path where the host has it; empty where it has no path
 * @param capacity in bytes
 * @param available the bytes that were free then
 * @param listing a digest of its oldest volumes where no host has marked it; empty where one has, or nobody told it
 * @param at when that was published
 */
public record StoreInfo(String store, String path, long capacity, long available, String listing, Instant at) {

    /** Whether another store that nobody has marked either is probably the same directory. */
    boolean isProbably(StoreInfo other) {
        return !store.equals(other.store) && !listing.isEmpty() && listing.equals(other.listing);
    }
}
