package io.slackwater.api;

import java.time.Instant;

/**
 * Who said that a volume may be deleted when nothing needs it.
 */
public record AdoptionInfo(String actor, String reason, Instant decidedAt) {}
