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
public record Member(
        String updateId, String changeId, String policy, int wave, MemberState standing, Set<BlockerCode> blockers) {

    public Member {
        blockers = Set.copyOf(blockers);
    }

    /** An update that waits in no wave. */
    public static Member waiting(String updateId, String changeId, String policy, Set<BlockerCode> blockers) {
        return new Member(updateId, changeId, policy, 0, MemberState.WAITING, blockers);
    }

    /** Returns the same update in a wave. */
    public Member in(String ofPolicy, int ofWave, MemberState now) {
        return new Member(updateId, changeId, ofPolicy, ofWave, now, Set.of());
    }

    /** Returns the same update with what keeps it where it stands. */
    public Member heldBy(Set<BlockerCode> codes) {
        return new Member(updateId, changeId, policy, wave, standing, codes);
    }

    /** Returns the same update, standing elsewhere. */
    public Member standing(MemberState now) {
        return new Member(updateId, changeId, policy, wave, now, Set.of());
    }
}
