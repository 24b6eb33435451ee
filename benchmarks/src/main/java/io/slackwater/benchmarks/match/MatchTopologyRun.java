package io.slackwater.benchmarks.match;

import io.slackwater.benchmarks.kafka.Clients;
import io.slackwater.benchmarks.kafka.StreamsSettings;
import io.slackwater.domain.match.Supersession;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.topology.match.MatchMetrics;
import io.slackwater.topology.match.MatchSettings;
import io.slackwater.topology.match.MatchTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The topology of vm-inventory as it runs in the service, without the service around it. */
public final class MatchTopologyRun implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(5);

    /** Counting rows reads them all: to do it often would take the processors away from the topology. */
    private static final Duration LONG_PAUSE = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration CLOSING = Duration.ofMinutes(1);

    private final String applicationId;
    private final int partitions;
    private final KafkaStreams streams;
    private final LogSchemaStore schemas;
    private final Admin admin;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private MatchTopologyRun(
            String applicationId, int partitions, KafkaStreams streams, LogSchemaStore schemas, Admin admin) {
        this.applicationId = applicationId;
        this.partitions = partitions;
        this.streams = streams;
        this.schemas = schemas;
        this.admin = admin;
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.set(thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /**
     * Starts topologies.
     *
     * @param partitions how many partitions the topics keyed by VM have
     * @param directory where their state is to be
     */
    public record Factory(Clients clients, StreamsSettings settings, int partitions, Path directory) {

        /** Starts a topology that knows nothing yet and waits until all of its tasks run. */
        MatchTopologyRun start(String applicationId) throws InterruptedException {
            Properties properties = new Properties();
            properties.putAll(settings.values());
            properties.putAll(clients.connection());
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
            properties.put(
                    StreamsConfig.STATE_DIR_CONFIG, directory.resolve("streams").toString());
            LogSchemaStore schemas = new LogSchemaStore(clients.connection(), Duration.ofSeconds(30));
            MatchTopology topology = new MatchTopology(
                    new AvroSerdes(schemas),
                    new Supersession(Comparator.naturalOrder()),
                    MatchSettings.of(partitions, MatchMetrics.NONE));
            MatchTopologyRun run = new MatchTopologyRun(
                    applicationId,
                    partitions,
                    new KafkaStreams(topology.build(), properties),
                    schemas,
                    clients.admin());
            run.streams.start();
            run.await(PAUSE, () -> run.streams.state() == KafkaStreams.State.RUNNING, "the start of " + applicationId);
            return run;
        }
    }

    /** Returns how many partitions the topics keyed by VM have. */
    int partitions() {
        return partitions;
    }

    /** Waits until a store has that many rows in all partitions. */
    void awaitRows(String store, long rows) throws InterruptedException {
        await(LONG_PAUSE, () -> rows(store) == rows, rows + " rows in " + store);
    }

    /** Returns how many rows a store has in all partitions; -1 while it cannot be asked. */
    long rows(String store) {
        try {
            ReadOnlyKeyValueStore<String, Object> rows =
                    streams.store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
            long count = 0;
            try (KeyValueIterator<String, Object> all = rows.all()) {
                while (all.hasNext()) {
                    all.next();
                    count++;
                }
            }
            return count;
        } catch (InvalidStateStoreException rebalancing) {
            return -1;
        }
    }

    /** Waits until the topology has committed that it has dealt with all records before these offsets. */
    void awaitCommitted(Map<TopicPartition, Long> ends) throws InterruptedException {
        await(PAUSE, () -> hasCommitted(ends), "the commit of " + ends);
    }

    private boolean hasCommitted(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata position = committed.get(end.getKey());
            if (position == null || position.offset() < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        try {
            return admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException failed) {
            throw new KafkaException("The offsets of " + applicationId + " cannot be read", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", interrupted);
        }
    }

    private void await(Duration pause, BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException("The topology died while waiting for " + what, thrown);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Waited in vain for " + what);
            }
            Thread.sleep(pause.toMillis());
        }
    }

    @Override
    public void close() {
        streams.close(CLOSING);
        schemas.close();
        admin.close();
    }
}
