package io.slackwater.api;

import java.time.Instant;

/**
 * A hold, with the volume that it keeps.
 *
 * @param hold the name of the hold
 */
public record HoldResponse(
        String id, String store, String volume, String hold, String actor, String reason, Instant heldAt) {}
