package io.slackwater.domain.match;

/**
 * The event that made something be decided.
 *
 * @param eventId its CloudEvents id; the episode of what it opens
 * @param traceParent its W3C trace context; empty where it has none
 */
public record Causation(String eventId, String traceParent) {}
