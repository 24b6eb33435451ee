package io.slackwater.executor.rollout;

import java.util.Optional;

/** Remembers where each update stands. */
public interface Members {

    Optional<Member> find(String updateId);

    void keep(Member member);
}
