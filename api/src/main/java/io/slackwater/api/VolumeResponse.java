package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A volume that Slackwater knows: one stored copy of a portion version, or an overlay that an update replaced.
 *
 * @param id the store and the name: {@code host/pool/name}
 * @param owner why Slackwater may delete it: STAGED, ADOPTED, REPLACED or ABANDONED
 * @param state ADOPTED, STAGING, STAGED, REPLACED_OVERLAY, DUE, RETIRING or RECLAIMED
 * @param portion what it holds; null for an overlay
 * @param sha256 the verified digest of its content; null where none was computed
 * @param sizeBytes what it takes in the store
 * @param pins ids of the changes that pin it
 * @param blockers what keeps it from being deleted
 * @param dueSince since when nothing in the inventory needs it; null where something does
 * @param unreferencedSince since when every host finds nothing that refers to it; null where that is not so
 * @param bytesFreed what came free with it
 * @param proof why it was safe to delete it; null before
 * @param vms how many VMs refer to it
 * @param holds who keeps it
 */
public record VolumeResponse(
        String id,
        String store,
        String name,
        String path,
        String owner,
        String state,
        @Nullable String portion,
        @Nullable String version,
        String kind,
        @Nullable String sha256,
        long sizeBytes,
        String format,
        List<String> pins,
        List<BlockerInfo> blockers,
        @Nullable Instant dueSince,
        @Nullable Instant unreferencedSince,
        long bytesFreed,
        @Nullable ReclaimProofInfo proof,
        Instant changedAt,
        long vms,
        List<HoldInfo> holds) {}
