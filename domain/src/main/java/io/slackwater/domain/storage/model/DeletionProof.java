package io.slackwater.domain.storage.model;

import io.slackwater.domain.storage.host.HostCheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The evidence that nothing referred to a volume when it was deleted.
 *
 * @param completedUpdates ids of the updates away from it
 * @param hostsAsked every host that has the store, and its answer
 * @param lastUsers the VMs that these updates moved
 * @param deleteCalledAt when the host was told to delete it; empty where it was gone already
 */
public record DeletionProof(
        List<String> completedUpdates,
        List<HostCheckResult> hostsAsked,
        List<String> lastUsers,
        Instant dueSince,
        Duration graceTime,
        Optional<Instant> deleteCalledAt) {}
