package io.slackwater.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host that was asked before a delete.
 *
 * @param references how many references to the volume it had
 * @param definitionsReadAt when it read the definitions of its VMs; null where that was not noted
 */
public record HostAskedInfo(String hostId, Instant askedAt, int references, @Nullable Instant definitionsReadAt) {}
