package io.slackwater.standalone.services;

import java.nio.file.Path;

/**
 * An installation that runs on this machine.
 *
 * @param command the command that runs it, such as {@code up}
 * @param configuration the file that names it to other commands
 * @param endpoints where it is reached
 */
public record RunningInstallation(String command, Path dataDirectory, Path configuration, Endpoints endpoints) {

    /** Returns what tells it from others. */
    public String inWords() {
        return "--config " + configuration + " ('" + command + "', data directory " + dataDirectory
                + ", update-executor at " + endpoints.services().get(Service.UPDATE_EXECUTOR) + ")";
    }
}
