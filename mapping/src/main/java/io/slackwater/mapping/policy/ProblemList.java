package io.slackwater.mapping.policy;

import io.slackwater.domain.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.List;

/** The problems of one document, in the order in which they were found. */
final class ProblemList {

    private final List<PolicyProblem> problems = new ArrayList<>();

    void add(String field, String detail, String remedy) {
        problems.add(new PolicyProblem(field, detail, remedy));
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<PolicyProblem> toList() {
        return List.copyOf(problems);
    }
}
