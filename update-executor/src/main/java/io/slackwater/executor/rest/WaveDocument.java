package io.slackwater.executor.rest;

import io.slackwater.domain.rollout.MemberState;
import io.slackwater.domain.rollout.RolloutCounts;
import io.slackwater.domain.rollout.Wave;
import io.slackwater.domain.update.VerifiedBy;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wave as it is shown.
 *
 * @param policy the policy whose VMs it takes; empty where none concerns them
 * @param quota how many VMs it takes; null where it takes all the rest
 * @param inFlight how many have a slot, or are being changed
 * @param overdue how many nobody waits for, since their hosts are away
 * @param verifiedBy how many were verified by what; in {@code UNKNOWN} are those that a version verified which did
 *     not record the proof
 * @param ended how many ended without a verdict: superseded, withdrawn, not needed
 */
public record WaveDocument(
        String policy,
        int wave,
        @Nullable Long quota,
        @Nullable Instant openedAt,
        long inFlight,
        long awaitingStart,
        long overdue,
        long verified,
        Map<VerifiedBy, Long> verifiedBy,
        long failed,
        long rolledBack,
        long ended) {

    static WaveDocument of(String policy, Wave wave) {
        RolloutCounts counts = wave.counts();
        return new WaveDocument(
                policy,
                wave.number(),
                wave.opening()
                        .map(Wave.Opening::quota)
                        .filter(quota -> quota != Wave.ALL)
                        .orElse(null),
                wave.opening().map(Wave.Opening::at).orElse(null),
                counts.of(MemberState.OFFERED) + counts.of(MemberState.IN_FLIGHT),
                counts.of(MemberState.AWAITING_START),
                counts.of(MemberState.OVERDUE),
                counts.of(MemberState.VERIFIED),
                verifiedBy(wave),
                counts.of(MemberState.FAILED),
                counts.of(MemberState.ROLLED_BACK),
                counts.of(MemberState.SUPERSEDED) + counts.of(MemberState.ENDED));
    }

    /** What was verified before anybody said by what is in no count of the wave. */
    private static Map<VerifiedBy, Long> verifiedBy(Wave wave) {
        Map<VerifiedBy, Long> counts = new EnumMap<>(VerifiedBy.class);
        counts.putAll(wave.verifiedBy());
        long said = counts.values().stream().mapToLong(Long::longValue).sum();
        long before = wave.counts().of(MemberState.VERIFIED) - said;
        if (before > 0) {
            counts.merge(VerifiedBy.UNKNOWN, before, Long::sum);
        }
        return counts;
    }
}
