package io.slackwater.standalone.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Says why a file could not be used. */
public final class Unreadable {

    private Unreadable() {}

    /** Returns the reason in a few words. */
    public static String why(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failed instanceof AccessDeniedException) {
            return "you may not";
        }
        if (failed instanceof FileAlreadyExistsException) {
            return "there is another file of that name";
        }
        if (failed instanceof FileSystemException known && known.getReason() != null) {
            return "the machine says '" + known.getReason() + "'";
        }
        return failed instanceof CharacterCodingException
                ? "it is no UTF-8 text"
                : Optional.ofNullable(failed.getMessage()).orElse("the machine does not say why");
    }
}
