package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, with the time that it is as of.
 *
 * @param items the documents, in the order that was asked for
 * @param nextCursor what to pass as {@code cursor} for the next part; null where there is none
 * @param asOf the instant up to which the read model has everything that was published; null before it has
 */
public record Page<T>(List<T> items, @Nullable String nextCursor, @Nullable Instant asOf) {}
