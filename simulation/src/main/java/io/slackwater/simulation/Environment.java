package io.slackwater.simulation;

import io.slackwater.simulation.log.EventLog;
import io.slackwater.simulation.log.RecordDelivery;
import io.slackwater.simulation.time.Scheduler;
import io.slackwater.simulation.time.VirtualClock;

/** What every part of a run has in common. */
public record Environment(Scheduler scheduler, SeededRandom luck, EventLog log, Trace trace) {

    /**
     * The environment of a new run.
     *
     * @param traced how many lines of what happens are kept
     */
    static Environment of(SeededRandom random, int traced, RecordDelivery recordDelivery) {
        Scheduler scheduler = new Scheduler();
        EventLog log = new EventLog(scheduler.clock(), recordDelivery);
        Trace trace = new Trace(traced, scheduler.clock());
        log.witness(entry -> trace.say(() -> "log   " + entry));
        return new Environment(scheduler, random, log, trace);
    }

    public VirtualClock clock() {
        return scheduler.clock();
    }
}
