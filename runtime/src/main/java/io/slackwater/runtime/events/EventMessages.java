package io.slackwater.runtime.events;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.streams.EventStamp;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Makes the messages that SmallRye emitters send: key, topic, publish time, CloudEvents headers, trace context. */
public final class EventMessages<T extends SpecificRecord> {

    private final EventStamp<T> stamp;
    private final Clock clock;

    /**
     * Messages for one topic.
     *
     * @param service the service's name, the source of its events
     * @param type says what happened, the second half of the CloudEvents type
     */
    public EventMessages(Topic<T> topic, String service, Function<T, String> type, Clock clock) {
        this.stamp = new EventStamp<>(topic, service, type);
        this.clock = clock;
    }

    /** Returns a message that begins a trace. */
    public Message<T> of(String key, T event) {
        return of(key, event, new RecordHeaders());
    }

    /**
     * Returns a message that continues its cause's trace.
     *
     * @param cause the headers of the record that led to this event; not changed
     */
    public Message<T> of(String key, T event, Headers cause) {
        long now = clock.millis();
        Headers headers = new RecordHeaders(cause);
        EventHeaders.stamp(headers, stamp.describe(key, event, now));
        return Message.of(event)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(stamp.topic().name())
                        .withKey(key)
                        .withTimestamp(Instant.ofEpochMilli(now))
                        .withHeaders(headers)
                        .build());
    }
}
