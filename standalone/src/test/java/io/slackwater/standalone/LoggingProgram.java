package io.slackwater.standalone;

import org.jboss.logging.Logger;

/** Logs an error as a service does. A process of its own, because its libraries choose once how they log. */
final class LoggingProgram {

    private LoggingProgram() {}

    /** Takes {@code silent} or {@code loud}. */
    public static void main(String[] arguments) {
        LauncherLog.ofAllLibraries();
        if (arguments[0].equals("silent")) {
            LauncherLog.silent();
        }
        Logger.getLogger(LoggingProgram.class).error("a volume was deleted");
    }
}
