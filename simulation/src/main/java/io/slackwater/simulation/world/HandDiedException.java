package io.slackwater.simulation.world;

/** The process that made a call died in it. */
public final class HandDiedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HandDiedException() {
        super("The hand died", null, false, false);
    }
}
