package io.slackwater.console.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.console.ConsoleParts;
import io.slackwater.console.SampleLog;
import io.slackwater.console.service.ReadModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadModelTest {

    private static final int VMS = 300;
    private static final int KILLS = 5;

    /** Tables whose rows are not what the log says. */
    private static final Set<String> NOT_FOLDED = Set.of("flyway_schema_history", "folded_topics", "folded_log");

    @TempDir
    private static Path directory;

    private static ConsoleParts parts;

    @BeforeAll
    static void publish() throws Exception {
        parts = ConsoleParts.start(directory);
        parts.publish(SampleLog.of(VMS));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(parts.client(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("slackwater.hosts", "h\0st", new byte[] {1, 2, 3}))
                    .get();
        }
    }

    @AfterAll
    static void close() throws Exception {
        parts.close();
    }

    @Test
    void shouldHoldWhatTheLogSaysOfEachSubject() throws Exception {
        // given
        Jdbi database = Jdbi.create(parts.readModel("whole"));

        // when
        foldAll(database);

        // then
        try (Handle handle = database.open()) {
            assertThat(count(handle, "vm_placements WHERE gone_at IS NULL")).isEqualTo(VMS - 1);
            assertThat(count(handle, "vm_placements WHERE name = ''"))
                    .as("VMs whose leave took their name")
                    .isZero();
            assertThat(count(
                            handle,
                            "updates WHERE phase = 'VERIFIED' AND state = 'ENDED' AND verified_by = 'STAYED_UP'"))
                    .isEqualTo(VMS - VMS / 10);
            assertThat(count(handle, "updates WHERE phase = 'REQUIRED' AND jsonb_array_length(blockers) = 1"))
                    .isEqualTo(VMS / 10);
            assertThat(count(handle, "updates WHERE changed_at > required_at")).isEqualTo(VMS - VMS / 10);
            assertThat(count(handle, "hosts WHERE reachable AND synced_at IS NOT NULL AND uri IS NOT NULL"))
                    .isEqualTo(3);
            assertThat(count(handle, "host_stores WHERE host_id = 'h3'"))
                    .as("pools of a host that was read again after it was retired")
                    .isZero();
            assertThat(count(handle, "rollouts WHERE condition = 'ABORTED'")).isOne();
            assertThat(count(handle, "policies WHERE document = '{}'"))
                    .as("policies of which the first of two equal versions counts")
                    .isOne();
            assertThat(count(handle, "volumes WHERE state = 'RECLAIMED' AND bytes_freed > 0"))
                    .as("freed volumes of which a refusal was told later")
                    .isOne();
            assertThat(count(handle, "rollouts WHERE condition = 'PAUSED' AND actor = 'ann'"))
                    .isOne();
            assertThat(count(handle, "volumes WHERE state = 'DUE' AND owner = 'ADOPTED'"))
                    .isOne();
            assertThat(count(handle, "volumes WHERE state = 'STAGED' AND jsonb_array_length(pins) = 1"))
                    .isOne();
            assertThat(count(handle, "holds")).isOne();
            assertThat(count(handle, "events")).isEqualTo(SampleLog.events(VMS));
            assertThat(count(handle, "listed_volumes"))
                    .as("volumes of which none went")
                    .isEqualTo(3);
            assertThat(count(handle, "pool_listings WHERE whole AND listed = volumes"))
                    .isOne();
            assertThat(count(handle, "unread_records WHERE topic = 'slackwater.hosts'"))
                    .isOne();
        }
    }

    @Test
    void shouldTellThatARolloutIsOverAsTheCommandLineDoes() throws Exception {
        Jdbi database = Jdbi.create(parts.readModel("conditions"));
        database.useHandle(handle -> {
            handle.execute("INSERT INTO rollouts (change_id, condition) VALUES ('c1', 'RUNNING')");
            assertThat(count(handle, "rollout_documents WHERE condition = 'RUNNING'"))
                    .isOne();
            handle.execute("UPDATE rollouts SET finished_at = now()");
            assertThat(count(handle, "rollout_documents WHERE condition = 'FINISHED'"))
                    .isOne();
            handle.execute("INSERT INTO updates (update_id, change_id, vm_id, host_id, phase, state, attempt, blockers,"
                    + " replacements, verified_by, required_at, changed_at)"
                    + " VALUES ('u1', 'c1', 'v1', 'h1', 'REQUIRED', 'WAITING', 1, '[]', '[]', 'NONE', now(), now())");
            assertThat(count(handle, "rollout_documents WHERE condition = 'RUNNING'"))
                    .as("opened again by a retry")
                    .isOne();
            handle.execute("UPDATE rollouts SET condition = 'PAUSED'");
            assertThat(count(handle, "rollout_documents WHERE condition = 'PAUSED'"))
                    .isOne();
        });
    }

    @Test
    void shouldHoldTheSameAfterItWasKilledInTheMiddleOfBatches() throws Exception {
        // given
        Jdbi undisturbed = Jdbi.create(parts.readModel("undisturbed"));
        foldAll(undisturbed);
        Jdbi killed = Jdbi.create(parts.readModel("killed"));
        Random random = new Random(17);
        AtomicInteger kills = new AtomicInteger();

        // when
        while (kills.get() < KILLS) {
            for (TopicFold<?> fold : ReadModel.folds()) {
                foldOnce(killed, failing(fold, random, kills));
            }
        }
        foldAll(killed);

        // then
        assertThat(checksums(killed)).isEqualTo(checksums(undisturbed));
    }

    @Test
    void shouldWriteNothingOfABatchThatAnotherConsoleFoldedMeanwhile() throws Exception {
        // given
        Jdbi database = Jdbi.create(parts.readModel("zombie"));
        TopicFold<?> fold = ReadModel.folds().get(2);
        try (Consumer<String, byte[]> paused = consumer();
                Consumer<String, byte[]> other = consumer()) {
            TopicFolder<?> zombie = folder(fold, database, paused);
            zombie.begin();
            foldWhole(folder(fold, database, other));
            Map<String, String> before = checksums(database);

            // when
            assertThatThrownBy(() -> foldUntilSomething(zombie)).isInstanceOf(OffsetMovedException.class);

            // then
            assertThat(checksums(database)).isEqualTo(before);
            zombie.begin();
            assertThat(zombie.step())
                    .as("records that are left after it began again")
                    .isZero();
        }
    }

    @Test
    void shouldFoldAgainWhatARestoredDatabaseDoesNotHave() throws Exception {
        // given
        Jdbi database = Jdbi.create(parts.readModel("restored"));
        foldAll(database);
        Map<String, String> whole = checksums(database);
        database.useHandle(handle -> {
            handle.execute("TRUNCATE updates, events");
            handle.execute("DELETE FROM folded_partitions");
        });

        // when
        foldAll(database);

        // then
        assertThat(checksums(database)).isEqualTo(whole);
    }

    @Test
    void shouldHoldTheSameInEveryTableAfterAllOfThemWereEmptied() throws Exception {
        // given
        Jdbi database = Jdbi.create(parts.readModel("emptied"));
        foldAll(database);
        Map<String, String> whole = checksums(database);
        assertThat(whole).hasSizeGreaterThan(25).allSatisfy((table, rows) -> assertThat(rows)
                .as("rows of %s", table)
                .isNotEmpty());
        database.useHandle(handle -> handle.execute("TRUNCATE " + String.join(", ", tables(handle))));
        assertThat(checksums(database))
                .allSatisfy((table, rows) -> assertThat(rows).isEmpty());

        // when
        foldAll(database);

        // then
        assertThat(checksums(database)).isEqualTo(whole);
    }

    @Test
    void shouldRefuseTheDatabaseOfAnotherLog() throws Exception {
        // given
        Jdbi database = Jdbi.create(parts.readModel("other"));
        FoldedLog.require(database, "cluster-a");

        // when / then
        FoldedLog.require(database, "cluster-a");
        assertThatThrownBy(() -> FoldedLog.require(database, "cluster-b"))
                .isInstanceOf(OtherLogException.class)
                .hasMessageContaining("cluster-a")
                .hasMessageContaining("cluster-b");
    }

    private static void foldAll(Jdbi database) {
        for (TopicFold<?> fold : ReadModel.folds()) {
            try (Consumer<String, byte[]> consumer = consumer()) {
                foldWhole(folder(fold, database, consumer));
            }
        }
    }

    private static void foldWhole(TopicFolder<?> folder) {
        folder.begin();
        int folded;
        do {
            folded = folder.step();
        } while (folded > 0 || folder.lag().orElse(1L) > 0);
    }

    private static void foldUntilSomething(TopicFolder<?> folder) {
        while (folder.step() == 0) {
            assertThat(folder.lag().orElse(1L)).isPositive();
        }
    }

    /** Folds until the topic ends, or until the fold fails as a process does that is killed: its transaction is never committed. */
    private static void foldOnce(Jdbi database, TopicFold<?> fold) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            foldWhole(folder(fold, database, consumer));
        } catch (Killed killed) {
            assertThat(killed).hasMessage(fold.topic().name());
        }
    }

    private static <T extends SpecificRecord> TopicFold<T> failing(
            TopicFold<T> fold, Random random, AtomicInteger kills) {
        return new TopicFold<>() {
            @Override
            public io.slackwater.schemas.topics.Topic<T> topic() {
                return fold.topic();
            }

            @Override
            public void fold(Handle transaction, List<FoldedRecord<T>> records) {
                int half = random.nextInt(records.size() + 1);
                fold.fold(transaction, records.subList(0, half));
                if (random.nextBoolean() && kills.get() < KILLS) {
                    kills.incrementAndGet();
                    throw new Killed(fold.topic().name());
                }
                fold.fold(transaction, records.subList(half, records.size()));
            }

            @Override
            public void delete(Handle transaction, Set<String> keys) {
                fold.delete(transaction, keys);
            }
        };
    }

    private static <T extends SpecificRecord> TopicFolder<T> folder(
            TopicFold<T> fold, Jdbi database, Consumer<String, byte[]> consumer) {
        return new TopicFolder<>(fold, new EventTable(), database, consumer, parts.schemas(), Clock.systemUTC());
    }

    private static Consumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(parts.client());
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 50);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns a digest of each table's rows, all taken at the same instant. */
    private static Map<String, String> checksums(Jdbi database) {
        return database.inTransaction(
                org.jdbi.v3.core.transaction.TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                    Map<String, String> checksums = new HashMap<>();
                    for (String table : tables(handle)) {
                        List<String> rows = new ArrayList<>(
                                handle.createQuery("SELECT t::text FROM " + table + " t ORDER BY t::text")
                                        .mapTo(String.class)
                                        .list());
                        checksums.put(table, String.join("\n", rows));
                    }
                    return checksums;
                });
    }

    private static List<String> tables(Handle handle) {
        return handle
                .createQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                        + " AND table_type = 'BASE TABLE'")
                .mapTo(String.class)
                .stream()
                .filter(table -> !NOT_FOLDED.contains(table))
                .toList();
    }

    private static long count(Handle handle, String from) {
        return handle.createQuery("SELECT count(*) FROM " + from)
                .mapTo(Long.class)
                .one();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Killed(String topic) {
            super(topic);
        }
    }
}
