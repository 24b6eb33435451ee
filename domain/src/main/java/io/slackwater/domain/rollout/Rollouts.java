package io.slackwater.domain.rollout;

import io.slackwater.domain.update.VerifiedBy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rollouts of all changes, and whether the fleet is frozen. Not for more than one thread. */
public final class Rollouts {

    private final Map<String, Rollout> rollouts = new HashMap<>();
    private final MemberRepository members;
    private Optional<RolloutCondition> freeze;

    /** Goes on from what is known. */
    public Rollouts(Collection<Rollout> known, MemberRepository members, Optional<RolloutCondition> freeze) {
        known.forEach(rollout -> rollouts.put(rollout.changeId(), rollout));
        this.members = members;
        this.freeze = freeze;
    }

    /** Returns a rollout; one of which nothing was heard is empty. */
    public Rollout of(String changeId) {
        return rollouts.getOrDefault(changeId, Rollout.unknown(changeId));
    }

    public Optional<RolloutCondition> freeze() {
        return freeze;
    }

    public Optional<RolloutMember> member(String updateId) {
        return members.find(updateId);
    }

    /** Nothing is granted any more; what was said first counts. */
    public void frozen(RolloutCondition condition) {
        freeze = Optional.of(freeze.orElse(condition));
    }

    public void unfrozen() {
        freeze = Optional.empty();
    }

    public void fold(RolloutFact fact) {
        rollouts.put(fact.changeId(), of(fact.changeId()).fold(fact));
    }

    /** An update stands here now. One that has ended stays so. */
    public void moved(RolloutMember after, Instant at) {
        moved(after, VerifiedBy.UNKNOWN, at);
    }

    /** The same where it was verified by that; it counts once, with the move. */
    public void moved(RolloutMember after, VerifiedBy by, Instant at) {
        Optional<RolloutMember> before = members.find(after.updateId());
        if (before.filter(member -> member.state().isFinal() || member.equals(after))
                .isPresent()) {
            return;
        }
        Rollout moved = of(after.changeId()).moved(before, after, at);
        rollouts.put(after.changeId(), after.state() == MemberState.VERIFIED ? moved.verified(after, by) : moved);
        members.keep(after);
    }
}
