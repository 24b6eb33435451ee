package io.slackwater.streams;

import io.slackwater.schemas.cloudevents.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not taken, as it goes to the dead-letter topic of its topic. It always fits into a request of Kafka's default
 * size, since a dead letter that the broker refuses would stop its reader: what does not fit is cut, and the headers say so. The
 * source topic has the whole record.
 *
 * @param key the record's key, cut to {@value #LONGEST_KEY} characters
 * @param value the record's value, cut to what fits
 * @param headers the record's headers, left out where they are too large, and those of {@link DeadLetters}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetter(@Nullable String key, byte @Nullable [] value, Headers headers) {

    /** {@code max.request.size} is 1,048,576 bytes by default; the rest is for the batch and the record's own overhead. */
    private static final int LARGEST = 1_000_000;

    private static final int LONGEST_KEY = 10_000;
    private static final int LARGEST_HEADERS = 100_000;
    private static final int LONGEST_CAUSE = 1_000;

    /** The lengths of a header's name and value take up to five bytes each. */
    private static final int HEADER_OVERHEAD = 10;

    /**
     * Where a record is in the log.
     *
     * @param topic its topic
     * @param partition its partition; -1 where that is not known
     * @param offset its offset; -1 where that is not known
     * @param timestamp its timestamp, in milliseconds since 1970
     */
    public record Origin(String topic, int partition, long offset, long timestamp) {}

    /**
     * Makes a dead letter.
     *
     * @param headers the record's headers; not changed
     * @param cause why it was not taken; cut to {@value #LONGEST_CAUSE} characters, since a cause may repeat the record
     */
    public static DeadLetter of(
            @Nullable String key, byte @Nullable [] value, Headers headers, Origin origin, String cause) {
        List<String> cut = new ArrayList<>();
        String shortKey = key;
        if (key != null && key.length() > LONGEST_KEY) {
            shortKey = key.substring(0, LONGEST_KEY);
            cut.add("key");
        }
        Headers kept = new RecordHeaders();
        if (sizeOf(headers) > LARGEST_HEADERS) {
            cut.add("headers");
        } else {
            headers.forEach(kept::add);
        }
        put(kept, DeadLetters.CAUSE, cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE)));
        put(kept, DeadLetters.TOPIC, origin.topic());
        put(kept, DeadLetters.PARTITION, Integer.toString(origin.partition()));
        put(kept, DeadLetters.OFFSET, Long.toString(origin.offset()));
        put(kept, DeadLetters.TIMESTAMP, Long.toString(origin.timestamp()));
        int room = LARGEST - sizeOf(shortKey) - sizeOf(kept);
        byte[] shortValue = value;
        if (value != null && value.length > room) {
            shortValue = Arrays.copyOf(value, room);
            cut.add("value");
        }
        if (!cut.isEmpty()) {
            int size = sizeOf(key) + (value == null ? 0 : value.length) + sizeOf(headers);
            put(kept, DeadLetters.CUT, String.join(",", cut));
            put(kept, DeadLetters.ORIGINAL_SIZE, Integer.toString(size));
        }
        return new DeadLetter(shortKey, shortValue, kept);
    }

    /** Returns why the record was not taken, as the letter says it. */
    public String cause() {
        return EventHeaders.read(headers, DeadLetters.CAUSE).orElse("");
    }

    private static int sizeOf(@Nullable String key) {
        return key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int sizeOf(Headers headers) {
        int size = 0;
        for (Header header : headers) {
            size += HEADER_OVERHEAD;
            size += header.key().getBytes(StandardCharsets.UTF_8).length
                    + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
