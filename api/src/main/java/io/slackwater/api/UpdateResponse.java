package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update: one VM and one change.
 *
 * @param vmName the VM by name; empty where the log has none
 * @param phase what was said of it last: REQUIRED, GRANTED, APPLIED, VERIFIED, FAILED, ...
 * @param state where it stands: WAITING, GRANTED, AWAITING_START, ..., ENDED
 * @param attempt counts the grants, from 0
 * @param policy the policy that it went by; null before its first grant
 * @param wave the wave of that policy, from 1; 0 or null before its first grant
 * @param blockers why it waits; empty where nothing is in its way
 * @param reason why it failed or ended; null otherwise
 * @param supersededBy the change that took its place; null otherwise
 * @param verifiedBy what showed that the VM came up
 */
public record UpdateResponse(
        String id,
        String change,
        String vm,
        String vmName,
        String host,
        String phase,
        String state,
        int attempt,
        @Nullable String policy,
        @Nullable Integer wave,
        List<BlockerInfo> blockers,
        List<ReplacementInfo> replacements,
        @Nullable String reason,
        @Nullable String supersededBy,
        String verifiedBy,
        Instant requiredAt,
        Instant changedAt) {}
