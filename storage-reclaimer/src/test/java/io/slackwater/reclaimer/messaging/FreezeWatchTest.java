package io.slackwater.reclaimer.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.storage.Records;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FreezeWatchTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.STORAGE_DECISIONS.name(), 0);
    private static final long NOW = Records.NOW.toEpochMilli();
    private static final AvroCodec<StorageDecision> CODEC = new AvroCodec<>(StorageDecision.class);

    private final List<ConsumerRecord<String, byte[]>> log = new ArrayList<>();

    @Test
    void shouldFollowTheLastDecision() {
        add("fleet", CODEC.encode(Records.frozen()), NOW);
        assertThat(read()).map(Blocker::detail).contains("alex froze the deletes of all stores: an audit asks for it");

        add("fleet", CODEC.encode(Records.unfrozen()), NOW);
        assertThat(read()).isEmpty();
    }

    @Test
    void shouldNotUnfreezeForARecordThatTheTopologyMakesADeadLetter() {
        add("fleet", CODEC.encode(Records.frozen()), NOW);
        add(null, CODEC.encode(Records.unfrozen()), NOW);
        assertThat(read()).map(Blocker::detail).hasValueSatisfying(detail -> assertThat(detail)
                .contains("froze the deletes"));

        add("fleet", CODEC.encode(Records.unfrozen()), -1);
        assertThat(read()).map(Blocker::detail).hasValueSatisfying(detail -> assertThat(detail)
                .contains("cannot be read"));
    }

    @Test
    void shouldNotDeleteAfterGarbageUntilSomebodyDecidesAnew() {
        add("fleet", "garbage".getBytes(StandardCharsets.UTF_8), NOW);
        assertThat(read()).isPresent();

        add("fleet", CODEC.encode(Records.unfrozen()), NOW);
        assertThat(read()).isEmpty();
    }

    @Test
    void shouldTakeADecisionOfANewerVersionAboutAllStoresForAFreeze() {
        StorageDecision unknown = StorageDecision.newBuilder(Records.frozen())
                .setType(StorageDecisionType.UNKNOWN)
                .build();
        add("fleet", CODEC.encode(unknown), NOW);

        assertThat(read()).map(Blocker::detail).hasValueSatisfying(detail -> assertThat(detail)
                .contains("that this version does not know"));
    }

    private void add(@Nullable String key, byte[] value, long timestamp) {
        log.add(new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                log.size(),
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    /** Returns what a watch says that has read the whole log. */
    private Optional<Blocker> read() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        log.forEach(consumer::addRecord);
        FreezeWatch watch =
                new FreezeWatch(Map.of(), new SchemaStore.Cache(), Clock.fixed(Records.NOW, ZoneOffset.UTC));
        consumer.schedulePollTask(watch::close);
        watch.follow(consumer, Map.of(PARTITION, (long) log.size()));
        return watch.now();
    }
}
