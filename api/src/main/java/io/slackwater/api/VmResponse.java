package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A VM on a host. A VM that moves is on two hosts for a while, as two documents with one id.
 *
 * @param id the UUID of libvirt
 * @param state the libvirt state, or UNKNOWN where none was told
 * @param stateReason why it is in that state, as libvirt says; null where no state was told
 * @param managedBy another manager that rewrites its definition; null where there is none
 * @param observedAt when its definition was read last
 * @param goneAt when it left the host; null where it is there
 * @param openUpdates how many updates of it have not ended
 */
public record VmResponse(
        String id,
        String name,
        String host,
        Map<String, String> labels,
        String state,
        @Nullable String stateReason,
        @Nullable Instant stateSince,
        boolean agentConnected,
        boolean persistent,
        @Nullable String managedBy,
        boolean managedSave,
        int snapshots,
        int checkpoints,
        List<UseInfo> uses,
        List<ReferenceInfo> references,
        Instant observedAt,
        @Nullable Instant goneAt,
        long openUpdates) {}
