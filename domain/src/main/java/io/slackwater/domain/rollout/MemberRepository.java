package io.slackwater.domain.rollout;

import java.util.Optional;

/** Remembers where each update stands. */
public interface MemberRepository {

    Optional<Member> find(String updateId);

    void keep(Member member);
}
