package io.slackwater.domain.policy.deadline;

import io.slackwater.domain.policy.schedule.UpdateMode;
import java.time.Instant;
import java.util.Optional;

/**
 * The update mode in force at one time, and when it can change.
 *
 * @param mode how far Slackwater may go
 * @param overdueSince since when the VM should have been updated: its deadline has passed, or the first window in which it
 *     could have been; empty while neither has
 * @param nextChange when the answer can change though nothing is heard; empty where it cannot
 */
public record EffectiveMode(UpdateMode mode, Optional<Instant> overdueSince, Optional<Instant> nextChange) {}
