package io.slackwater.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where the libraries in this process log to. */
public final class LauncherLog {

    private static final int BYTES = 4 << 20;
    private static final int FILES = 3;

    private LauncherLog() {}

    /**
     * Has all libraries log by java.util.logging, which this class sets up. To be called before the first of them logs: JBoss
     * Logging would take the Log4j that comes with the broker, which writes errors to the terminal.
     */
    static void ofAllLibraries() {
        System.setProperty("org.jboss.logging.provider", "jdk");
    }

    /** Keeps errors on standard error, and nothing else: a client that tries again says so as a warning each time. */
    public static void errorsOnly() {
        root().setLevel(Level.SEVERE);
    }

    /** Keeps nothing, for what runs here fails on purpose. */
    static void silent() {
        root().setLevel(Level.OFF);
    }

    /** Logs to {@code launcher.log} in a directory from now on, and no more to the terminal. */
    public static void into(Path directory) throws IOException {
        Files.createDirectories(directory);
        Handler file =
                new FileHandler(directory.resolve("launcher.log").toString().replace("%", "%%"), BYTES, FILES, true);
        file.setFormatter(new SimpleFormatter());
        Logger root = root();
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(file);
    }

    private static Logger root() {
        return LogManager.getLogManager().getLogger("");
    }
}
