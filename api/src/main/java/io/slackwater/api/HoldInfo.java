package io.slackwater.api;

import java.time.Instant;

/**
 * A hold: a person keeps a volume.
 *
 * @param hold the name of the hold
 */
public record HoldInfo(String hold, String actor, String reason, Instant heldAt) {}
