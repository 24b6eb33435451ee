package io.slackwater.inventory.hosts.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.MarkerProjection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostRegistryTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.HOSTS.name(), 0);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private long offset;

    @Test
    void shouldKnowOnlyTheHostsOfRecordsThatTheTopologiesTake() throws Exception {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        add(null, declared("no-key", NOW), NOW.toEpochMilli());
        add("", declared("empty-key", NOW), NOW.toEpochMilli());
        add("no-time", declared("no-time", NOW), -1);
        add("late", declared("late", NOW), Instant.parse("2300-01-01T00:00:00Z").toEpochMilli());
        add("late-fact", declared("late-fact", Instant.parse("2300-01-01T00:00:00Z")), NOW.toEpochMilli());
        add("garbage", "garbage".getBytes(StandardCharsets.UTF_8), NOW.toEpochMilli());
        add("tombstone", null, NOW.toEpochMilli());
        add("h1", declared("h1", NOW), NOW.toEpochMilli());
        HostRegistry registry =
                new HostRegistry(Map.of(), new SchemaStore.Cache(), new MarkerProjection(), new HostClaims());
        consumer.schedulePollTask(registry::close);

        registry.follow(consumer, Map.of(PARTITION, offset));

        assertThat(registry.log().all())
                .extracting(host -> host.declaration().hostId())
                .containsExactly("h1");
        assertThat(registry.awaitCaughtUp(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldPauseAfterAnError() {
        AtomicReference<HostRegistry> made = new AtomicReference<>();
        AtomicInteger attempts = new AtomicInteger();
        Map<String, Object> client = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                if (attempts.incrementAndGet() > 1) {
                    made.get().close();
                }
                // So that the pause after the failure ends at once, and the reading with it.
                Thread.currentThread().interrupt();
                throw new NoClassDefFoundError("simulated");
            }
        };
        HostRegistry registry =
                new HostRegistry(client, new SchemaStore.Cache(), new MarkerProjection(), new HostClaims());
        made.set(registry);

        assertThatCode(registry::run).doesNotThrowAnyException();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).as("attempts before the first pause").hasValue(1);
    }

    private static byte[] declared(String host, Instant at) {
        HostEvent event = HostEvent.newBuilder()
                .setHostId(host)
                .setType(HostEventType.DECLARED)
                .setUri("simulated://127.0.0.1:1/" + host)
                .setMode(HostMode.OBSERVE)
                .setOccurredAt(at)
                .build();
        return new AvroCodec<>(HostEvent.class).encode(event);
    }

    private void add(@Nullable String key, byte @Nullable [] value, long timestamp) {
        consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                offset++,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }
}
