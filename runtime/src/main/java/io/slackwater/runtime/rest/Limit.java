package io.slackwater.runtime.rest;

import org.jspecify.annotations.Nullable;

/** How many of what was found an answer lists. */
public final class Limit {

    private static final int USUAL = 100;
    private static final int HIGHEST = 1_000;

    private Limit() {}

    /**
     * Reads the parameter {@code limit}.
     *
     * @param written a number from 0 to 1000; null for the usual 100
     * @throws InvalidRequestException if it is something else
     */
    public static int read(@Nullable String written) {
        if (written == null) {
            return USUAL;
        }
        try {
            int limit = Integer.parseInt(written);
            if (limit >= 0 && limit <= HIGHEST) {
                return limit;
            }
        } catch (NumberFormatException other) {
            // Told below, as what is out of bounds.
        }
        throw new InvalidRequestException(
                "limit", "There is no limit " + written, "Write a number from 0 to " + HIGHEST);
    }
}
