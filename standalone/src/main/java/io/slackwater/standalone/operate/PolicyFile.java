package io.slackwater.standalone.operate;

import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.text.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a policy. */
public final class PolicyFile {

    private static final String ENDING = ".json";

    private PolicyFile() {}

    /** Returns the name of the policy in a file: the file's, without its ending. */
    public static String nameOf(Path file) {
        String name = file.toAbsolutePath().getFileName().toString();
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /**
     * Returns what is in a file.
     *
     * @throws CommandFailedException if it cannot be read
     */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new CommandFailedException(file + " cannot be read: " + Unreadable.why(unreadable));
        }
    }
}
