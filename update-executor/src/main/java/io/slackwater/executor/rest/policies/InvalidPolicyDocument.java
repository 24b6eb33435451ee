package io.slackwater.executor.rest.policies;

import io.slackwater.domain.policy.PolicyProblem;
import java.util.List;

/**
 * Says that a document is no policy (RFC 9457).
 *
 * @param problems all of them: the field's path, what is wrong with it, what to write instead
 */
public record InvalidPolicyDocument(
        String title, int status, String detail, String remedy, List<PolicyProblem> problems) {

    private static final int BAD_REQUEST = 400;

    static InvalidPolicyDocument of(List<PolicyProblem> problems) {
        return new InvalidPolicyDocument(
                "Bad Request",
                BAD_REQUEST,
                "The document is no policy; nothing was published. Problems: " + problems.size(),
                "Mend every problem of the list; the policies page of the documentation lists the fields",
                problems);
    }
}
