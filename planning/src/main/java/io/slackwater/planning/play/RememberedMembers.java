package io.slackwater.planning.play;

import io.slackwater.executor.rollout.Member;
import io.slackwater.executor.rollout.Members;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers in memory where each update stands. */
public final class RememberedMembers implements Members {

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
