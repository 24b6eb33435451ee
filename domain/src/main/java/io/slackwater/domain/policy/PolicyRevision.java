package io.slackwater.domain.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * What was said of a policy last.
 *
 * @param document the policy as JSON; empty where it was removed
 * @param by who said it
 */
public record PolicyRevision(PolicyVersion id, Optional<String> document, Author by, Instant at) {

    /**
     * Who sets or removes a policy.
     *
     * @param reason why; empty where it was not said
     */
    public record Author(String actor, Optional<String> reason) {}
}
