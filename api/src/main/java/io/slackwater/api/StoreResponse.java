package io.slackwater.api;

import java.util.List;

/**
 * A store: a storage pool, of one host or of several.
 *
 * @param capacityBytes as the host says that was read last
 * @param availableBytes as the host says that was read last
 * @param marked whether all hosts show the marker; nothing is deleted without it
 * @param volumes how many volumes Slackwater knows in it
 */
public record StoreResponse(
        String id, List<StoreHostInfo> hosts, long capacityBytes, long availableBytes, boolean marked, long volumes) {}
