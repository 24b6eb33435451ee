package io.slackwater.standalone.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The end of a log, to be shown where its program failed. */
final class LogTail {

    private static final int MOST_BYTES = 256 * 1024;

    private LogTail() {}

    /**
     * Returns what follows the last occurrence of a text in a line of the log, to the end of that line.
     *
     * @param from where to begin, in bytes from the log's start
     */
    static Optional<String> after(String text, Path log, long from) {
        try {
            return read(log, from)
                    .lines()
                    .map(LogLine::readable)
                    .filter(line -> line.contains(text))
                    .map(line -> line.substring(line.lastIndexOf(text) + text.length()))
                    .reduce((before, last) -> last);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the last lines, at most {@code count}; a sentence instead where the log cannot be read. */
    static String of(Path log, int count) {
        try {
            List<String> lines = read(log, 0).lines().map(LogLine::readable).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException unreadable) {
            return "(its log " + log + " cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    /** Reads the end of a file, at most {@value #MOST_BYTES} bytes and nothing before {@code from}. */
    private static String read(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that is shorter than it was has been rotated since.
            long begin = from <= file.length() ? from : 0;
            long start = Math.max(begin, file.length() - MOST_BYTES);
            byte[] end = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        }
    }
}
