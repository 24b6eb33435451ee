package io.slackwater.domain.update.decision;

import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandIssue;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.UpdatePhaseEvent;
import java.time.Instant;

/** What a decision emits. */
public sealed interface Effect {

    /** Returns what the visitor says of this effect. */
    <R> R accept(Visitor<R> visitor);

    /** Says in public what became of an update. */
    record PublishEvent(UpdatePhaseEvent event) implements Effect {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.publishEvent(this);
        }
    }

    /**
     * Tells the workers of a host what to do.
     *
     * @param hostUri where the worker reaches it
     * @param options by what it goes
     */
    record IssueCommand(
            CommandType type, Update update, CommandIssue issue, String hostUri, CommandOptions options, Instant at)
            implements Effect {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.issueCommand(this);
        }
    }

    /**
     * Asks the budget for a lease for an attempt.
     *
     * @param at when, by which the ask is known
     * @param admission the policy and the labels of the VM
     */
    record RequestLease(UpdateKey update, int attempt, Instant at, String hostId, Admission admission)
            implements Effect {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.requestLease(this);
        }
    }

    /**
     * Gives back what was asked for, or offered and not used.
     *
     * @param askedAt which ask it is about
     */
    record ReturnLease(UpdateKey update, int attempt, Instant askedAt, String hostId) implements Effect {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.returnLease(this);
        }
    }

    /**
     * Says something of each effect. It has no default: the compiler names each place that a new effect is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R publishEvent(PublishEvent publishEvent);

        R issueCommand(IssueCommand issueCommand);

        R requestLease(RequestLease requestLease);

        R returnLease(ReturnLease returnLease);
    }
}
