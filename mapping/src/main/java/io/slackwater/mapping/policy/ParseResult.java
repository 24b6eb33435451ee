package io.slackwater.mapping.policy;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyProblem;
import java.util.List;

/** What reading a document came to. */
public sealed interface ParseResult {

    /** It is a policy. */
    record Valid(Policy policy) implements ParseResult {}

    /**
     * It is none.
     *
     * @param problems all of them, at least one
     */
    record Invalid(List<PolicyProblem> problems) implements ParseResult {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
