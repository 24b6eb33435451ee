package io.slackwater.streams;

import io.slackwater.schemas.cloudevents.EventHeaders.EventDescription;
import io.slackwater.schemas.topics.Topic;
import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Describes the events that a service writes to one topic.
 *
 * @param type says what happened, the second half of the CloudEvents type
 * @param ids where their ids come from
 */
public record EventStamp<T extends SpecificRecord>(
        Topic<T> topic, String service, Function<T, String> type, EventIds ids) {

    /** The events of a writer of its own. */
    public EventStamp(Topic<T> topic, String service, Function<T, String> type) {
        this(topic, service, type, new EventIds());
    }

    /** Returns the description of one event, with an id of its own. */
    public EventDescription describe(String key, T event, long publishedAtMillis) {
        return describe(key, type.apply(event), publishedAtMillis);
    }

    /** Returns the description of a record that says that a row is gone, with an id of its own. */
    EventDescription describeGone(String key, long publishedAtMillis) {
        return describe(key, "GONE", publishedAtMillis);
    }

    private EventDescription describe(String key, String happened, long publishedAtMillis) {
        return new EventDescription(
                ids.next(),
                "/slackwater/" + service,
                topic.valueType().getSimpleName() + "." + happened,
                key,
                Instant.ofEpochMilli(publishedAtMillis));
    }
}
