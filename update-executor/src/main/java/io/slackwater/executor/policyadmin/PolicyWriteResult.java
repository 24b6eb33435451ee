package io.slackwater.executor.policyadmin;

import io.slackwater.domain.policy.PolicyProblem;
import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import java.util.List;

/** What came of setting, checking or removing a policy. */
public sealed interface PolicyWriteResult {

    /**
     * The document is no policy, or the name is none.
     *
     * @param problems all of them, at least one
     */
    record Invalid(List<PolicyProblem> problems) implements PolicyWriteResult {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** It is so already, and nothing was published. */
    record Unchanged(PolicyVersion id) implements PolicyWriteResult {}

    /** It was only checked: it would be set as this version. */
    record Fit(PolicyVersion id) implements PolicyWriteResult {}

    /** It is in force. */
    record Done(PolicyVersion id) implements PolicyWriteResult {}

    /** The log has it, but this instance has not read it back in time. */
    record Published(PolicyVersion id) implements PolicyWriteResult {}

    /**
     * Somebody else said something of the policy meanwhile, and was first.
     *
     * @param by what counts instead
     */
    record Overtaken(PolicyRevision by) implements PolicyWriteResult {}

    /** There is no such policy to remove. */
    record Unknown(String name) implements PolicyWriteResult {}
}
