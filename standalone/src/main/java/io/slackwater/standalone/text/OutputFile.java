package io.slackwater.standalone.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Checks, before the work begins, that the file can be written that the work ends with. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Opens the file for writing, and leaves it as it was.
     *
     * @return the path, why it cannot be written, and the remedy; empty where it can be written
     */
    public static Optional<String> problem(Path file) {
        boolean isNew = !Files.exists(file);
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            if (isNew) {
                Files.delete(file);
            }
            return Optional.empty();
        } catch (NoSuchFileException missing) {
            Path directory = file.toAbsolutePath().getParent();
            return Optional.of(sentence(
                    file,
                    Files.isDirectory(directory)
                            ? "no file can be made in " + directory
                            : "there is no directory " + directory));
        } catch (IOException failed) {
            return Optional.of(sentence(file, Unreadable.why(failed)));
        }
    }

    /** Makes the directories that the file lacks, and does the same. */
    public static Optional<String> problemWithDirectories(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (directory != null) {
                Files.createDirectories(directory);
            }
        } catch (IOException failed) {
            return Optional.of(sentence(file, "the directory " + directory + " cannot be made"));
        }
        return problem(file);
    }

    private static String sentence(Path file, String why) {
        return file + " cannot be written: " + why + ". Name a file in a directory that you may write to";
    }
}
