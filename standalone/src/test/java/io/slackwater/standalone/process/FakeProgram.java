package io.slackwater.standalone.process;

import io.slackwater.streams.logging.ExitAnnouncement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A child for tests: says in a journal when it starts and when it is told to stop, and may end by itself. */
final class FakeProgram {

    private FakeProgram() {}

    /** Arguments: name, journal, and how often it ends by itself before it stays. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Path journal = Path.of(arguments[1]);
        int ends = Integer.parseInt(arguments[2]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(journal, "stop " + name)));
        write(journal, "start " + name);
        long starts = Files.readAllLines(journal).stream()
                .filter(("start " + name)::equals)
                .count();
        if (starts <= ends) {
            System.err.println("cannot go on, run " + starts);
            System.err.println(ExitAnnouncement.PREFIX + "its stream failed at offset 7");
            Thread.sleep(700);
            System.exit(3);
        }
        Thread.sleep(120_000);
    }

    private static synchronized void write(Path journal, String line) {
        try {
            Files.writeString(
                    journal, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
