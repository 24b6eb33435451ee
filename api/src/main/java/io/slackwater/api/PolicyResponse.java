package io.slackwater.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy.
 *
 * @param id its name
 * @param version counts what was set under that name, from 1
 * @param document the policy, as JSON text
 * @param removed whether it was removed; the document is the last that stood
 */
public record PolicyResponse(
        String id,
        int version,
        String document,
        String actor,
        @Nullable String reason,
        Instant changedAt,
        boolean removed) {}
