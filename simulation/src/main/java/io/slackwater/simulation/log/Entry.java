package io.slackwater.simulation.log;

import io.slackwater.schemas.cloudevents.EventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of the log.
 *
 * @param offset its place in the whole log, from 0
 * @param source which service wrote it
 * @param at when it was published, in milliseconds since the epoch
 */
public record Entry(long offset, String topic, String key, SpecificRecord value, String source, long at) {

    /** Returns the headers that a consumer sees: an id of its own, and who wrote it. */
    public Headers headers() {
        Headers headers = new RecordHeaders();
        headers.add(EventHeaders.ID, ("e" + offset).getBytes(StandardCharsets.UTF_8));
        headers.add(EventHeaders.SOURCE, ("/slackwater/" + source).getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    @Override
    public String toString() {
        return topic.substring(topic.indexOf('.') + 1) + " " + key + " " + Texts.of(value);
    }
}
