package io.slackwater.standalone.process;

/** Asks a child how it is. */
@FunctionalInterface
public interface HealthProbe {

    /**
     * Asks once; answers within a few seconds and never throws.
     *
     * @param child the process that is asked about; what answers need not be it
     */
    Health check(ProcessHandle child);
}
