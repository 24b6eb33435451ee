package io.slackwater.schemas.serde;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes the values of any topic of the catalogue; for channels, which name their serializer in configuration. */
public final class TopicSerializer implements Serializer<SpecificRecord> {

    private final Map<String, AvroCodec<?>> codecs = new ConcurrentHashMap<>();

    @Override
    public byte @Nullable [] serialize(String topicName, @Nullable SpecificRecord value) {
        if (value == null) {
            return null;
        }
        Topic<?> topic = Topics.named(topicName)
                .orElseThrow(() -> new SerializationException("No topic of the catalogue: " + topicName));
        return encode(topic, value);
    }

    private <T extends SpecificRecord> byte[] encode(Topic<T> topic, SpecificRecord value) {
        if (!topic.valueType().isInstance(value)) {
            throw new SerializationException("%s holds %s, not %s"
                    .formatted(
                            topic.name(),
                            topic.valueType().getSimpleName(),
                            value.getClass().getSimpleName()));
        }
        @SuppressWarnings("unchecked") // keyed by the topic that fixes T
        AvroCodec<T> codec =
                (AvroCodec<T>) codecs.computeIfAbsent(topic.name(), name -> new AvroCodec<>(topic.valueType()));
        return codec.encode(topic.valueType().cast(value));
    }
}
