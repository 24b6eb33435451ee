package io.slackwater.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hypervisor host.
 *
 * @param uri the libvirt URI that it was declared with; null where the log has no declaration
 * @param mode OBSERVE, ACTIVE or MAINTENANCE; null where the log has no declaration
 * @param reachable whether its connection is open; null before that was told
 * @param reachableSince since when it is reachable, or is not
 * @param unreachableReason why it is not reachable; null where it is
 * @param syncedAt when all its VMs and stores were read last
 * @param hostUuid the UUID that its firmware tells; null where none was read
 * @param retiredAt when it was retired; null where it stands
 * @param vms how many VMs it has
 * @param stores how many pools it has
 */
public record HostResponse(
        String id,
        @Nullable String uri,
        @Nullable String mode,
        Map<String, String> labels,
        @Nullable Boolean reachable,
        @Nullable Instant reachableSince,
        @Nullable String unreachableReason,
        @Nullable Instant syncedAt,
        @Nullable String hostUuid,
        @Nullable Instant declaredAt,
        @Nullable Instant retiredAt,
        @Nullable String retirementReason,
        long vms,
        long stores) {}
