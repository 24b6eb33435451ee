package io.slackwater.domain.storage.model;

import java.time.Instant;

/**
 * A person's word that a volume holds what it is said to hold, and may be deleted when nothing needs it.
 *
 * @param actor who said so
 * @param reason why
 * @param at when; what was deleted before is not meant
 */
public record Adoption(String actor, String reason, Instant at) {}
