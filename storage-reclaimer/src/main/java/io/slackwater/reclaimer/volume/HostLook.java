package io.slackwater.reclaimer.volume;

import java.time.Instant;

/**
 * A host's answer to a look.
 *
 * @param references how many references it had
 */
public record HostLook(String hostId, Instant askedAt, int references) {}
