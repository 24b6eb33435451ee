package io.slackwater.standalone.process;

/** Asks a child how it is. */
@FunctionalInterface
public interface HealthProbe {

    /** Asks once; answers within a few seconds and never throws. */
    Health check();
}
