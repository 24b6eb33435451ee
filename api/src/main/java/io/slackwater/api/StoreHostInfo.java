package io.slackwater.api;

/**
 * A store as one of its hosts has it.
 *
 * @param host the host
 * @param pool the name of the pool on the host
 * @param poolType the pool type of libvirt
 * @param targetPath the directory of the pool; empty where it has none
 * @param active whether the pool is active
 * @param marked whether the marker volume was seen there
 * @param markFailure why it could not be marked; empty where it is marked or nobody tried
 */
public record StoreHostInfo(
        String host,
        String pool,
        String poolType,
        String targetPath,
        boolean active,
        boolean marked,
        String markFailure) {}
