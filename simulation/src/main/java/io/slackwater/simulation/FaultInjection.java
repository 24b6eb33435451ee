package io.slackwater.simulation;

import io.slackwater.executor.stored.StoredVm;
import io.slackwater.simulation.log.RecordDelivery;
import io.slackwater.topology.update.shared.ExecutorSettings;

/** The collaborators of a run that others can be put in place of, to see whether it would be noticed. */
public interface FaultInjection {

    /** Those of the services. */
    FaultInjection SOUND = new FaultInjection() {};

    /** Returns what brings records to their readers. */
    default RecordDelivery courier() {
        return RecordDelivery.HONEST;
    }

    /**
     * Returns what a topology finds of a VM when it begins.
     *
     * @param kept what it had kept
     */
    default StoredVm remembered(StoredVm kept) {
        return kept;
    }

    /**
     * Returns what the budget goes by.
     *
     * @param set what it is to go by
     */
    default ExecutorSettings budget(ExecutorSettings set) {
        return set;
    }
}
