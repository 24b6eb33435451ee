package io.slackwater.runtime.streams;

import io.slackwater.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/** Reads the bytes of a topic; a tombstone or unreadable bytes become {@link Decoded.Poison} with the cause in the headers. */
final class DecodeProcessor<T extends SpecificRecord>
        extends ContextualProcessor<String, byte[], String, Undecoded<T>> {

    private static final Logger LOG = Logger.getLogger(DecodeProcessor.class);

    private final Topic<T> topic;
    private final Predicate<Headers> leftOut;
    private final Deserializer<T> values;

    DecodeProcessor(Topic<T> topic, Deserializer<T> values, Predicate<Headers> leftOut) {
        this.topic = topic;
        this.leftOut = leftOut;
        this.values = values;
    }

    @Override
    public void process(Record<String, byte[]> source) {
        if (!leftOut.test(source.headers())) {
            context().forward(source.withValue(new Undecoded<>(source.value(), decode(source))));
        }
    }

    private Decoded<T> decode(Record<String, byte[]> source) {
        if (source.key() == null || source.value() == null) {
            return poison(source, "A record of " + topic.name() + " needs a key and a value");
        }
        try {
            return new Decoded.Value<>(values.deserialize(topic.name(), source.value()));
        } catch (SerializationException malformed) {
            return poison(source, malformed.getMessage());
        }
    }

    private Decoded<T> poison(Record<String, byte[]> source, String cause) {
        LOG.warnf("Record sent to the dead-letter topic: %s, key %s: %s", topic.name(), source.key(), cause);
        Headers headers = source.headers();
        put(headers, DeadLetters.CAUSE, cause);
        put(headers, DeadLetters.TOPIC, topic.name());
        context().recordMetadata().ifPresent(metadata -> {
            put(headers, DeadLetters.PARTITION, Integer.toString(metadata.partition()));
            put(headers, DeadLetters.OFFSET, Long.toString(metadata.offset()));
        });
        return new Decoded.Poison<>(cause);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
