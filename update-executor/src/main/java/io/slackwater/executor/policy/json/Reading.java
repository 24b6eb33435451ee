package io.slackwater.executor.policy.json;

import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.PolicyProblem;
import java.util.List;

/** What reading a document came to. */
public sealed interface Reading {

    /** It is a policy. */
    record Valid(Policy policy) implements Reading {}

    /**
     * It is none.
     *
     * @param problems all of them, at least one
     */
    record Invalid(List<PolicyProblem> problems) implements Reading {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
