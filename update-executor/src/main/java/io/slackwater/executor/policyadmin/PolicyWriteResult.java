package io.slackwater.executor.policyadmin;

import io.slackwater.domain.policy.PolicyProblem;
import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import java.util.List;

/** What came of setting, checking or removing a policy. */
public sealed interface PolicyWriteResult {

    /** Returns what the visitor says of this result. */
    <R> R accept(Visitor<R> visitor);

    /**
     * The document is no policy, or the name is none.
     *
     * @param problems all of them, at least one
     */
    record Invalid(List<PolicyProblem> problems) implements PolicyWriteResult {

        public Invalid {
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.invalid(this);
        }
    }

    /** It is so already, and nothing was published. */
    record Unchanged(PolicyVersion id) implements PolicyWriteResult {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unchanged(this);
        }
    }

    /** It was only checked: it would be set as this version. */
    record Fit(PolicyVersion id) implements PolicyWriteResult {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fit(this);
        }
    }

    /** It is in force. */
    record Done(PolicyVersion id) implements PolicyWriteResult {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.done(this);
        }
    }

    /** The log has it, but this instance has not read it back in time. */
    record Published(PolicyVersion id) implements PolicyWriteResult {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.published(this);
        }
    }

    /**
     * Somebody else said something of the policy meanwhile, and was first.
     *
     * @param by what counts instead
     */
    record Overtaken(PolicyRevision by) implements PolicyWriteResult {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.overtaken(this);
        }
    }

    /** There is no such policy to remove. */
    record Unknown(String name) implements PolicyWriteResult {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unknown(this);
        }
    }

    /**
     * Says something of each result. It has no default: the compiler names each place that a new result is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R invalid(Invalid invalid);

        R unchanged(Unchanged unchanged);

        R fit(Fit fit);

        R done(Done done);

        R published(Published published);

        R overtaken(Overtaken overtaken);

        R unknown(Unknown unknown);
    }
}
