package io.slackwater.streams;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topic;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;

/** Reads the bytes of a topic; what cannot be read becomes {@link Decoded.Poison}, beside the dead letter that it makes. */
final class DecodeProcessor<T extends SpecificRecord>
        extends ContextualProcessor<String, byte[], String, Undecoded<T>> {

    private static final Logger LOG = Logger.getLogger(DecodeProcessor.class);

    private final EventDecoder<T> decoder;
    private final Predicate<Headers> leftOut;
    private final boolean isOfRows;

    DecodeProcessor(Topic<T> topic, Deserializer<T> values, Predicate<Headers> leftOut, boolean isOfRows) {
        this.decoder = new EventDecoder<>(topic, values);
        this.leftOut = leftOut;
        this.isOfRows = isOfRows;
    }

    @Override
    public void process(Record<String, byte[]> source) {
        if (leftOut.test(source.headers())) {
            return;
        }
        if (isOfRows && source.value() == null && EventDecoder.isUsable(source.key())) {
            context()
                    .forward(source.withValue(new Undecoded<>(null, new Decoded.Absent<T>()))
                            .withHeaders(EventHeaders.known(source.headers())));
            return;
        }
        Decoded<T> decoded = decoder.decode(source.key(), source.value(), source.timestamp());
        if (decoded instanceof Decoded.Poison<T> poison) {
            letter(source, poison);
        } else {
            Headers headers = EventHeaders.known(source.headers());
            context()
                    .forward(source.withValue(new Undecoded<>(source.value(), decoded))
                            .withHeaders(headers));
        }
    }

    private void letter(Record<String, byte[]> source, Decoded.Poison<T> poison) {
        String topic = decoder.topic().name();
        Optional<RecordMetadata> metadata = context().recordMetadata();
        DeadLetter.Origin origin = new DeadLetter.Origin(
                topic,
                metadata.map(RecordMetadata::partition).orElse(-1),
                metadata.map(RecordMetadata::offset).orElse(-1L),
                source.timestamp());
        DeadLetter letter = DeadLetter.of(source.key(), source.value(), source.headers(), origin, poison.cause());
        LOG.warnf(
                "Record sent to the dead-letter topic: %s, partition %d, offset %d: %s",
                topic, origin.partition(), origin.offset(), letter.cause());
        context()
                .forward(source.withKey(letter.key())
                        .withValue(new Undecoded<>(letter.value(), poison))
                        .withHeaders(letter.headers())
                        .withTimestamp(context().currentSystemTimeMs()));
    }
}
