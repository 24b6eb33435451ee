package io.slackwater.standalone.config;

/**
 * How the Java processes of an installation run.
 *
 * @param memory the heaps of those that the configuration names none for
 * @param isShortRun whether the work is done within a minute or so: such a run is not worth the second, better compiler
 */
public record JvmSettings(MemoryPlan memory, boolean isShortRun) {

    /** An installation that goes on running, with a size by the machine. */
    public static JvmSettings ofMachine() {
        return new JvmSettings(MemoryPlan.ofMachine(), false);
    }
}
