package io.slackwater.simulation.world;

/** The process that made a call died in it: an error, so that nothing in that process takes it for a defect and goes on. */
public final class WorkerDiedException extends Error {

    private static final long serialVersionUID = 1L;

    WorkerDiedException() {
        super("The worker died", null, false, false);
    }
}
