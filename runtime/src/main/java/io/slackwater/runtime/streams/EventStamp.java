package io.slackwater.runtime.streams;

import io.slackwater.schemas.cloudevents.EventHeaders.EventDescription;
import io.slackwater.schemas.topics.Topic;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Describes the events that a service writes to one topic.
 *
 * @param type says what happened, the second half of the CloudEvents type
 */
public record EventStamp<T extends SpecificRecord>(Topic<T> topic, String service, Function<T, String> type) {

    /** Returns the description of one event, with an id of its own. */
    public EventDescription describe(String key, T event, long publishedAtMillis) {
        return new EventDescription(
                nextId(),
                "/slackwater/" + service,
                topic.valueType().getSimpleName() + "." + type.apply(event),
                key,
                Instant.ofEpochMilli(publishedAtMillis));
    }

    /** Unique, not secret: {@link UUID#randomUUID} would ask a secure source, which costs more than the event. */
    private static String nextId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
