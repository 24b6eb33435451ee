package io.slackwater.standalone.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that a supervisor runs.
 *
 * @param name how it is called in messages
 * @param command program and arguments
 * @param log the file that has its log
 * @param output the file that takes what it prints: its log, or a file of its own where it writes its log itself
 * @param readiness tells when it does its work
 * @param liveness tells whether it can still do it; one that cannot is ended and started again
 */
public record ChildSpec(
        String name, List<String> command, Path log, Path output, HealthProbe readiness, LivenessProbe liveness) {

    public ChildSpec {
        command = List.copyOf(command);
    }

    /** A program that prints its log, and can do its work for as long as its process lives. */
    public ChildSpec(String name, List<String> command, Path log, HealthProbe readiness) {
        this(name, command, log, log, readiness, LivenessProbe.NONE);
    }
}
