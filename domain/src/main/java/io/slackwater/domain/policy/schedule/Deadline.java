package io.slackwater.domain.policy.schedule;

import java.time.Duration;

/**
 * The time after which a policy asks for a stronger mode.
 *
 * @param after how long after the update became required
 * @param escalatesTo how far Slackwater goes from then on; it never goes less far than before
 */
public record Deadline(Duration after, UpdateMode escalatesTo) {}
