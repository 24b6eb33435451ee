package io.slackwater.standalone.services;

import io.slackwater.standalone.text.Unreadable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A data directory, or a part of it, cannot be written; the message says which, why, and what can be done. */
public final class DataDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param directory what cannot be written */
    public DataDirectoryException(Path directory, IOException failed) {
        super(
                "The data directory " + directory + " cannot be written: " + why(failed)
                        + ". Set data-directory in the configuration to a directory that you may write to, or start as"
                        + " the user who owns it",
                failed);
    }

    private static String why(IOException failed) {
        return failed instanceof NoSuchFileException ? "it is not there and cannot be made" : Unreadable.why(failed);
    }
}
