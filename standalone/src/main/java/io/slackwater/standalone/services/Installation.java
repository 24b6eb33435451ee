package io.slackwater.standalone.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the programs are.
 *
 * @param home the directory that holds the modules, each with what it was built to
 * @param java the Java that runs them
 */
public record Installation(Path home, Path java) {

    /** On these the natives that the hypervisor adapter and the state stores need want leave. */
    private static final int FIRST_JAVA_THAT_ASKS = 24;

    /**
     * The installation that this program belongs to.
     *
     * @throws IllegalStateException if it was not started by the launcher script
     */
    public static Installation current() {
        String home = System.getProperty("slackwater.home");
        if (home == null) {
            throw new IllegalStateException("slackwater.home is not set: start with the slackwater script");
        }
        return new Installation(Path.of(home), Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /** Returns the command of a Java program, up to and without what is to be run. */
    public List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_ASKS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(options));
        return command;
    }

    /**
     * Returns the runnable jar of a Quarkus application.
     *
     * @param module the name of its module
     * @throws IllegalStateException if it was not built
     */
    public Path jarOf(String module) {
        Path jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not there: delete " + home.resolve("standalone/target")
                    + " and start the slackwater script again, it builds what is missing");
        }
        return jar;
    }
}
