package io.slackwater.planning.forecast;

import io.slackwater.domain.rollout.MemberRepository;
import io.slackwater.domain.rollout.RolloutMember;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers in memory where each update stands. */
public final class RememberedMembers implements MemberRepository {

    private final Map<String, RolloutMember> members = new HashMap<>();

    @Override
    public Optional<RolloutMember> find(String updateId) {
        return Optional.ofNullable(members.get(updateId));
    }

    @Override
    public void keep(RolloutMember member) {
        members.put(member.updateId(), member);
    }
}
