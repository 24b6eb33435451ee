package io.slackwater.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartKeyPartitionerTest {

    private static final int PARTITIONS = 64;

    @ParameterizedTest
    @ValueSource(strings = {"h1/default", "h2/default", "h2/images", "größe/pool"})
    void shouldSendEveryRowToThePartitionOfItsStore(String store) {
        PartKeyPartitioner<String> partitioner = new PartKeyPartitioner<>(key -> key.split(" ", 2)[0]);

        int expected = BuiltInPartitioner.partitionForKey(store.getBytes(StandardCharsets.UTF_8), PARTITIONS);
        assertThat(partitioner.partitions("rows", store + " one row", "", PARTITIONS))
                .contains(Set.of(expected));
        assertThat(partitioner.partitions("rows", store + " another", "", PARTITIONS))
                .contains(Set.of(expected));
    }
}
