package io.slackwater.streams;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record that a stream could not process. Kafka Streams 4.1 tells it in the message of its exception and nowhere else
 * ({@code StreamTask}), hence the pattern.
 *
 * @param topic where it is; an internal repartition topic holds a copy of a record
 */
public record FailedRecord(String topic, int partition, long offset) {

    private static final Pattern TOLD =
            Pattern.compile("Exception caught in process\\..*? topic=(\\S+), partition=(\\d+), offset=(\\d+)");

    /** Returns the record that an exception of Kafka Streams tells; empty where it failed at none. */
    public static Optional<FailedRecord> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher told = TOLD.matcher(String.valueOf(cause.getMessage()));
            if (told.find()) {
                return Optional.of(new FailedRecord(
                        told.group(1), Integer.parseInt(told.group(2)), Long.parseLong(told.group(3))));
            }
        }
        return Optional.empty();
    }

    /** Writes it for a person. */
    @Override
    public String toString() {
        return "topic " + topic + ", partition " + partition + ", offset " + offset;
    }
}
