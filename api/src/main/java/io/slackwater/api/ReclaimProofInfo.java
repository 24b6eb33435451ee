package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why it was safe to delete a volume.
 *
 * @param completedUpdates ids of the updates away from it, all completed; at most 1,000
 * @param completedCount how many there were
 * @param hostsAsked every host that shares the store, and its answer
 * @param lastUsers the VMs that used it last; at most 1,000
 * @param lastUserCount how many there were
 * @param dueSince since when nothing needed it
 * @param graceMillis the grace time that had to pass, in milliseconds
 * @param deleteCalledAt when the host was told to delete it; null where it was gone already
 * @param adoption who adopted it; null where nobody did
 */
public record ReclaimProofInfo(
        List<String> completedUpdates,
        List<HostAskedInfo> hostsAsked,
        List<String> lastUsers,
        Instant dueSince,
        long graceMillis,
        @Nullable Instant deleteCalledAt,
        int completedCount,
        int lastUserCount,
        @Nullable AdoptionInfo adoption) {}
