package io.slackwater.streams;

import io.slackwater.schemas.cloudevents.EventHeaders;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;

/**
 * The ids of the events of one writer: unique everywhere, and the writer knows its own again. They need not be secret, so no secure
 * source is asked, which would cost more than the event.
 */
public final class EventIds {

    /** How much of a UUID's text its more significant half takes. */
    private static final int WRITER_LENGTH = "00000000-0000-0000-".length();

    private final long writer = ThreadLocalRandom.current().nextLong();
    private final String prefix = new UUID(writer, 0).toString().substring(0, WRITER_LENGTH);
    private final AtomicLong count = new AtomicLong();

    String next() {
        return new UUID(writer, count.getAndIncrement()).toString();
    }

    /** Whether this writer, since it was made, wrote the record with these headers. */
    boolean areOn(Headers headers) {
        return EventHeaders.read(headers, EventHeaders.ID)
                .filter(id -> id.startsWith(prefix))
                .isPresent();
    }
}
