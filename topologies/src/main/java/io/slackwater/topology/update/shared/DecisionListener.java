package io.slackwater.topology.update.shared;

import io.slackwater.domain.update.decision.Effect;

/**
 * Observes the effects and budgets of update-executor's topologies, for metrics and logs. Called by several stream
 * threads.
 */
public interface DecisionListener {

    /** A listener that does nothing. */
    DecisionListener NONE = new DecisionListener() {
        @Override
        public void emitted(Effect effect) {
            // Nobody listens.
        }

        @Override
        public void budget(int inFlight, int awaitingStart, long queued) {
            // Nobody listens.
        }
    };

    /** A topology emitted something. */
    void emitted(Effect effect);

    /**
     * The budget was worked off.
     *
     * @param inFlight updates between grant and applied
     * @param awaitingStart updates between applied and verified
     * @param queued requests that wait, as far as they were counted
     */
    void budget(int inFlight, int awaitingStart, long queued);
}
