package io.slackwater.domain.policy.execution;

import java.time.Duration;
import java.util.List;

/**
 * A command that the guest's agent runs, and that must exit with 0.
 *
 * @param command the program, by its absolute path, and its arguments
 * @param within how long it may take
 */
public record GuestCommand(List<String> command, Duration within) {

    public GuestCommand {
        command = List.copyOf(command);
    }
}
