package io.slackwater.domain.budget;

import io.slackwater.domain.blocker.BlockerCode;
import java.util.Optional;

/**
 * What refuses a lease request. Two requests with equal obstacles get the same answer, so that only one of them has to be
 * offered to learn whether the obstacle stands.
 */
public sealed interface Obstacle {

    /** Returns the budget that has no room; empty where it is another obstacle. */
    Optional<NoRoom> noRoom();

    /** The gate of a policy's waves in a rollout. */
    record Gate(String changeId, String policy, BlockerCode code, String subject) implements Obstacle {

        @Override
        public Optional<NoRoom> noRoom() {
            return Optional.empty();
        }
    }

    /** A budget that has no room for a request that bears a limit. */
    record NoRoom(BudgetKey budget, int limit) implements Obstacle {

        @Override
        public Optional<NoRoom> noRoom() {
            return Optional.of(this);
        }
    }
}
