package io.slackwater.planning.forecast;

import java.time.Instant;

/**
 * A time in which a VM may be updated.
 *
 * @param from when it begins
 * @param until when it is over
 */
public record UpdateOpportunity(Instant from, Instant until, UpdateMethod manner) {}
