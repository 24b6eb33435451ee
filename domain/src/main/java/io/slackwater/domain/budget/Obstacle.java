package io.slackwater.domain.budget;

import io.slackwater.domain.blocker.BlockerCode;

/**
 * What refuses a lease request. Two requests with equal obstacles get the same answer, so that only one of them has to be
 * offered to learn whether the obstacle stands.
 */
public sealed interface Obstacle {

    /** The gate of a policy's waves in a rollout. */
    record Gate(String changeId, String policy, BlockerCode code, String subject) implements Obstacle {}

    /** A budget that has no room for a request that bears a limit. */
    record NoRoom(BudgetKey budget, int limit) implements Obstacle {}
}
