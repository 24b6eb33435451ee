package io.slackwater.planning.play;

import java.time.Instant;

/**
 * A time in which a VM may be updated.
 *
 * @param from when it begins
 * @param until when it is over
 */
public record Chance(Instant from, Instant until, Manner manner) {}
