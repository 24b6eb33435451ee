package io.slackwater.console.fold;

import io.slackwater.schemas.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Folds one topic for as long as the process runs, and begins again after each failure. */
public final class FoldLoop<T extends SpecificRecord> implements Runnable {

    private static final Logger LOG = Logger.getLogger(FoldLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int RECORDS_PER_BATCH = 2_000;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final TopicFold<T> fold;
    private final Jdbi database;
    private final Map<String, Object> client;
    private final SchemaStore schemas;
    private final BooleanSupplier isLeader;
    private volatile boolean stopped;
    private volatile Optional<Long> lag = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    /**
     * A loop that does not run yet.
     *
     * @param client Kafka client properties, at least {@code bootstrap.servers}
     * @param isLeader whether this process is the one that folds
     */
    public FoldLoop(
            TopicFold<T> fold,
            Jdbi database,
            Map<String, Object> client,
            SchemaStore schemas,
            BooleanSupplier isLeader) {
        this.fold = fold;
        this.database = database;
        this.client = Map.copyOf(client);
        this.schemas = schemas;
        this.isLeader = isLeader;
    }

    /** Returns the topic that is folded. */
    public Topic<T> topic() {
        return fold.topic();
    }

    /** Returns how many records are not folded yet, as far as the last fetch told; empty where this process does not fold. */
    public Optional<Long> lag() {
        return lag;
    }

    /** Returns why the topic is not folded at present; empty where it is. */
    public Optional<String> failure() {
        return failure;
    }

    /** Ends {@link #run} after the batch that is under way. */
    public void stop() {
        stopped = true;
    }

    /** Runs until it is stopped. */
    @Override
    public void run() {
        try {
            while (!stopped) {
                if (isLeader.getAsBoolean()) {
                    foldUntilFailure();
                } else {
                    failure = Optional.empty();
                }
                lag = Optional.empty();
                Thread.sleep(stopped ? 0 : PAUSE.toMillis());
            }
        } catch (InterruptedException | InterruptException interrupted) {
            LOG.debugf(
                    "%s is not folded any more: the process ends", fold.topic().name());
        }
    }

    private void foldUntilFailure() {
        try (Consumer<String, byte[]> consumer = consumer()) {
            TopicFolder<T> folder =
                    new TopicFolder<>(fold, new EventTable(), database, consumer, schemas, Clock.systemUTC());
            folder.begin();
            while (!stopped && isLeader.getAsBoolean()) {
                folder.step();
                lag = folder.lag();
                failure = Optional.empty();
            }
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (RuntimeException failed) {
            failure = Optional.of(String.valueOf(failed.getMessage()));
            LOG.warnf(
                    "%s is not folded at present, trying again in %d s: %s",
                    fold.topic().name(), PAUSE.toSeconds(), failed.getMessage());
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> configuration = new HashMap<>(client);
        configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_BATCH);
        configuration.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
