package io.slackwater.domain.rollout;

import io.slackwater.domain.blocker.BlockerCode;
import java.util.Set;

/**
 * An update in its rollout.
 *
 * @param policy the policy of its VM; empty where none concerns it, or none is known yet
 * @param wave the wave that it joined; 0 while it is in none
 * @param blockers what holds it up while it waits, or is being rolled back
 */
public record RolloutMember(
        String updateId, String changeId, String policy, int wave, MemberState state, Set<BlockerCode> blockers) {

    public RolloutMember {
        blockers = Set.copyOf(blockers);
    }

    /** An update that waits in no wave. */
    public static RolloutMember waiting(String updateId, String changeId, String policy, Set<BlockerCode> blockers) {
        return new RolloutMember(updateId, changeId, policy, 0, MemberState.WAITING, blockers);
    }

    /** Returns the same update in a wave. */
    public RolloutMember in(String ofPolicy, int ofWave, MemberState now) {
        return new RolloutMember(updateId, changeId, ofPolicy, ofWave, now, Set.of());
    }

    /** Returns the same update with what keeps it where it stands. */
    public RolloutMember heldBy(Set<BlockerCode> codes) {
        return new RolloutMember(updateId, changeId, policy, wave, state, codes);
    }

    /** Returns the same update in another state. */
    public RolloutMember withState(MemberState now) {
        return new RolloutMember(updateId, changeId, policy, wave, now, Set.of());
    }
}
