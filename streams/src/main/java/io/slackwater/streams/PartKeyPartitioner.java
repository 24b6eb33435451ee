package io.slackwater.streams;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Sends a record where Kafka sends a record whose whole key is one part of this one's.
 *
 * @param part returns that part of a key
 */
record PartKeyPartitioner<V>(UnaryOperator<String> part) implements StreamPartitioner<String, V> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, V value, int count) {
        byte[] bytes = part.apply(key).getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % count));
    }
}
