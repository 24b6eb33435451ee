package io.slackwater.topology.update.budget;

import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.schemas.RolloutEvent;

/** What the budget's one task emits. */
public sealed interface AllocatorOutput {

    /** What comes of a request, keyed by VM. */
    record Answered(BudgetGrant grant) implements AllocatorOutput {}

    /** What was decided about a rollout, keyed by change. */
    record Said(RolloutEvent event) implements AllocatorOutput {}
}
