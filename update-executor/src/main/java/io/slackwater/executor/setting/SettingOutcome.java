package io.slackwater.executor.setting;

import io.slackwater.executor.policy.PolicyProblem;
import io.slackwater.executor.policy.PolicyVersion;
import java.util.List;

/** What came of setting, checking or removing a policy. */
public sealed interface SettingOutcome {

    /**
     * The document is no policy, or the name is none.
     *
     * @param problems all of them, at least one
     */
    record Invalid(List<PolicyProblem> problems) implements SettingOutcome {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** It is so already, and nothing was published. */
    record Unchanged(PolicyVersion id) implements SettingOutcome {}

    /** It was only checked: it would be set as this version. */
    record Fit(PolicyVersion id) implements SettingOutcome {}

    /** It is in force. */
    record Done(PolicyVersion id) implements SettingOutcome {}

    /** The log has it, but this instance has not read it back in time. */
    record Published(PolicyVersion id) implements SettingOutcome {}

    /**
     * Somebody else said something of the policy meanwhile, and was first.
     *
     * @param by what counts instead
     */
    record Overtaken(KnownPolicy by) implements SettingOutcome {}

    /** There is no such policy to remove. */
    record Unknown(String name) implements SettingOutcome {}
}
