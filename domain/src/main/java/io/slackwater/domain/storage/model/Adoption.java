package io.slackwater.domain.storage.model;

import java.time.Instant;

/**
 * An operator's decision that a volume contains a version and may be deleted when unused.
 *
 * @param actor who said so
 * @param reason why
 * @param at when; what was deleted before is not meant
 */
public record Adoption(String actor, String reason, Instant at) {}
