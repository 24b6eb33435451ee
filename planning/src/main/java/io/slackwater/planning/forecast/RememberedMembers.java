package io.slackwater.planning.forecast;

import io.slackwater.domain.rollout.Member;
import io.slackwater.domain.rollout.MemberRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers in memory where each update stands. */
public final class RememberedMembers implements MemberRepository {

    private final Map<String, Member> members = new HashMap<>();

    @Override
    public Optional<Member> find(String updateId) {
        return Optional.ofNullable(members.get(updateId));
    }

    @Override
    public void keep(Member member) {
        members.put(member.updateId(), member);
    }
}
