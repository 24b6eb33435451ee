package io.slackwater.standalone.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that a supervisor runs.
 *
 * @param name how it is called in messages
 * @param command program and arguments
 * @param log the file that takes its output, appended to
 * @param probe tells when it does its work
 */
public record ChildSpec(String name, List<String> command, Path log, HealthProbe probe) {

    public ChildSpec {
        command = List.copyOf(command);
    }
}
