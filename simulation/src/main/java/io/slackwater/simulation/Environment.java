package io.slackwater.simulation;

import io.slackwater.simulation.log.Courier;
import io.slackwater.simulation.log.EventLog;
import io.slackwater.simulation.time.Scheduler;
import io.slackwater.simulation.time.VirtualClock;

/** What every part of a run has in common. */
public record Environment(Scheduler scheduler, Luck luck, EventLog log, Trace trace) {

    /**
     * The environment of a new run.
     *
     * @param traced how many lines of what happens are kept
     */
    static Environment of(Luck luck, int traced, Courier courier) {
        Scheduler scheduler = new Scheduler();
        EventLog log = new EventLog(scheduler.clock(), courier);
        Trace trace = new Trace(traced, scheduler.clock());
        log.witness(entry -> trace.say(() -> "log   " + entry));
        return new Environment(scheduler, luck, log, trace);
    }

    public VirtualClock clock() {
        return scheduler.clock();
    }
}
