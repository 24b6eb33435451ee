package io.slackwater.simulation.world;

/** The process that made a call died in it: an error, so that nothing in that process takes it for a defect and goes on. */
public final class HandDiedException extends Error {

    private static final long serialVersionUID = 1L;

    HandDiedException() {
        super("The hand died", null, false, false);
    }
}
