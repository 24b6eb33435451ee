package io.slackwater.lab.host;

import io.slackwater.lab.ProgramRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code virsh} of a guest's owner; 20 to 30 ms a call.
 *
 * @param uri the libvirt connection URI
 */
public record Virsh(String uri) {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /**
     * Runs one command and returns what it printed.
     *
     * @throws io.slackwater.lab.LabException with libvirt's words if it failed
     */
    public String run(String... arguments) {
        return attempt(arguments).orFail("virsh " + arguments[0]).output();
    }

    /** Runs one command, which may fail. */
    public ProgramRun attempt(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "--quiet", "--connect", uri));
        command.addAll(List.of(arguments));
        return ProgramRun.of(LIMIT, command);
    }
}
