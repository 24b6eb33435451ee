package io.slackwater.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An image as a pool of a host lists it.
 *
 * @param firstListedAt when it was seen there first
 * @param listedAt when the pool was listed last; null where that is not known yet
 */
public record ImageHostInfo(String host, String pool, String path, Instant firstListedAt, @Nullable Instant listedAt) {}
