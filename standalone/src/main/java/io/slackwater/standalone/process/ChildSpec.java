package io.slackwater.standalone.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that a supervisor runs.
 *
 * @param name how it is called in messages
 * @param command program and arguments
 * @param log the file that takes its output, appended to
 * @param readiness tells when it does its work
 * @param liveness tells whether it can still do it; one that cannot is ended and started again
 */
public record ChildSpec(String name, List<String> command, Path log, HealthProbe readiness, LivenessProbe liveness) {

    public ChildSpec {
        command = List.copyOf(command);
    }

    /** A program that can do its work for as long as its process lives. */
    public ChildSpec(String name, List<String> command, Path log, HealthProbe readiness) {
        this(name, command, log, readiness, LivenessProbe.NONE);
    }
}
