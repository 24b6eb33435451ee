package io.slackwater.simulation;

import io.slackwater.executor.budget.Limits;
import io.slackwater.simulation.log.Courier;

/** The collaborators of a run that others can be put in place of, to see whether it would be noticed. */
public interface Fittings {

    /** Those of the services. */
    Fittings SOUND = new Fittings() {};

    /** Returns what brings records to their readers. */
    default Courier courier() {
        return Courier.HONEST;
    }

    /**
     * Returns the limits that the budget goes by.
     *
     * @param set those that it is to go by
     */
    default Limits limits(Limits set) {
        return set;
    }
}
