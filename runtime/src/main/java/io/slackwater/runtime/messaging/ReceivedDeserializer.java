package io.slackwater.runtime.messaging;

import io.slackwater.schemas.serde.TopicDeserializer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of any topic of the catalogue and never fails: a deserializer that throws ends its channel, and SmallRye's own way
 * to go on repeats the whole value in headers, until the dead letter is larger than the broker takes.
 */
public final class ReceivedDeserializer implements Deserializer<ReceivedCommand<?>> {

    /** The schema of a record is looked up so often, each within 10 s. A command that nobody took is issued again. */
    private static final int ATTEMPTS = 10;

    private final TopicDeserializer values = new TopicDeserializer();

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        values.configure(configuration, isKey);
    }

    @Override
    public @Nullable ReceivedCommand<?> deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        @Nullable KafkaException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                SpecificRecord value = values.deserialize(topic, bytes);
                return new ReceivedCommand<>(bytes, value, "");
            } catch (RetriableException unavailable) {
                // The brokers do not answer, which says nothing of the record; its next one could not be fetched
                // either.
                failure = unavailable;
            } catch (KafkaException malformed) {
                failure = malformed;
                break;
            }
        }
        return new ReceivedCommand<>(
                bytes, null, String.valueOf(Objects.requireNonNull(failure).getMessage()));
    }

    @Override
    public void close() {
        values.close();
    }
}
