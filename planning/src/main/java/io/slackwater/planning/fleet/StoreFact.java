package io.slackwater.planning.fleet;

import java.time.Instant;

/**
 * What a host said of a store when it was synced last.
 *
 * @param path where the host has it; empty where it has no path
 * @param capacity in bytes
 * @param available the bytes that were free then
 * @param at when that was published
 */
public record StoreFact(String store, String path, long capacity, long available, Instant at) {}
