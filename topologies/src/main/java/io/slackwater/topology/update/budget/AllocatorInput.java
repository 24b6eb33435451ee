package io.slackwater.topology.update.budget;

import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;

/** What the budget's one task hears. */
public sealed interface AllocatorInput {

    record OfUpdate(BudgetMessage message) implements AllocatorInput {}

    record OfRollout(RolloutEvent event) implements AllocatorInput {}

    record OfPolicy(PolicyEvent event) implements AllocatorInput {}
}
