package io.slackwater.domain.rollout;

import java.util.Optional;

/** Stores the rollout state of each update. */
public interface MemberRepository {

    Optional<RolloutMember> find(String updateId);

    void keep(RolloutMember member);
}
