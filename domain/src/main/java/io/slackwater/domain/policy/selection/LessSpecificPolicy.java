package io.slackwater.domain.policy.selection;

import io.slackwater.domain.policy.PolicyVersion;
import java.util.Optional;

/**
 * A policy that also matches a VM and a change, but loses to a more specific one.
 *
 * @param by what the one that applies asks for more of; empty where both ask for as much, and the name decided
 */
public record LessSpecificPolicy(PolicyVersion policy, Optional<Criterion> by) {

    /** Returns why, for a person. */
    public String reason() {
        return by.map(criterion -> switch (criterion) {
                    case VM_LABELS -> "It asks for fewer labels of the VM";
                    case HOST_LABELS -> "It asks for fewer labels of the host";
                    case PORTION -> "It names the portion less closely";
                    case SEVERITY -> "It asks for a lower severity";
                })
                .orElse("It is as specific, but its name comes later");
    }
}
