package io.slackwater.domain.update.decision;

import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Issue;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.UpdatePhaseEvent;
import java.time.Instant;

/** What a decision emits. */
public sealed interface Effect {

    /** Says in public what became of an update. */
    record PublishEvent(UpdatePhaseEvent saying) implements Effect {}

    /**
     * Tells the workers of a host what to do.
     *
     * @param hostUri where the worker reaches it
     * @param orders by what it goes
     */
    record IssueCommand(CommandType type, Update update, Issue issue, String hostUri, CommandOptions orders, Instant at)
            implements Effect {}

    /**
     * Asks the budget for a slot for an attempt.
     *
     * @param at when, by which the ask is known
     * @param admission the policy and the labels of the VM
     */
    record RequestLease(UpdateKey update, int attempt, Instant at, String hostId, Admission admission)
            implements Effect {}

    /**
     * Gives back what was asked for, or offered and not used.
     *
     * @param askedAt which ask it is about
     */
    record ReturnLease(UpdateKey update, int attempt, Instant askedAt, String hostId) implements Effect {}
}
