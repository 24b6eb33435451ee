package io.slackwater.schemas.serde;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads the values of any topic of the catalogue; for channels, which name their deserializer in configuration. */
public final class TopicDeserializer implements Deserializer<SpecificRecord> {

    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, AvroCodec<?>> codecs = new ConcurrentHashMap<>();
    private @Nullable LogSchemaStore schemas;

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        Map<String, Object> client = new HashMap<>(configuration);
        client.remove("key.deserializer");
        client.remove("value.deserializer");
        schemas = new LogSchemaStore(client, BROKER_TIMEOUT);
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topicName, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        Topic<?> topic = Topics.named(topicName)
                .orElseThrow(() -> new SerializationException("No topic of the catalogue: " + topicName));
        return codecs.computeIfAbsent(topic.name(), name -> codecOf(topic)).decode(bytes);
    }

    private <T extends SpecificRecord> AvroCodec<T> codecOf(Topic<T> topic) {
        SchemaStore writers = schemas == null ? new SchemaStore.Cache() : schemas;
        return new AvroCodec<>(topic.valueType(), writers);
    }

    @Override
    public void close() {
        if (schemas != null) {
            schemas.close();
        }
    }
}
