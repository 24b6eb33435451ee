package io.slackwater.console.service;

import io.quarkus.runtime.Startup;
import io.slackwater.console.fold.FoldLeader;
import io.slackwater.console.fold.FoldLoop;
import io.slackwater.console.fold.FoldedLog;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.console.table.ChangeFold;
import io.slackwater.console.table.HostFold;
import io.slackwater.console.table.PolicyFold;
import io.slackwater.console.table.RolloutFold;
import io.slackwater.console.table.StorageDecisionFold;
import io.slackwater.console.table.StoreVolumeFold;
import io.slackwater.console.table.UpdateFold;
import io.slackwater.console.table.VmFold;
import io.slackwater.console.table.VmStateFold;
import io.slackwater.console.table.VolumeFold;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps the read model up to date. Neither a database nor a broker that is away ends the process: what is away is told by the
 * health check, and tried again.
 */
@Startup
@Singleton
public class ReadModel {

    private static final Logger LOG = Logger.getLogger(ReadModel.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofHours(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Object> client;
    private final Jdbi database;
    private final SchemaMigration migration;
    private final HistoryExpiry history;
    private final FoldLeader leader;
    private final LogSchemaStore schemas;
    private final List<FoldLoop<?>> loops;
    private final Thread starter = new Thread(this::begin, "read-model");
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile Optional<String> notBegun = Optional.of("The database was not reached yet");

    ReadModel(
            @Identifier("default-kafka-broker") Map<String, Object> client,
            DataSource dataSource,
            SchemaMigration migration,
            @ConfigProperty(name = "slackwater.console.history-period", defaultValue = "400d") Duration historyPeriod) {
        this.client = Map.copyOf(client);
        this.database = Jdbi.create(dataSource);
        this.migration = migration;
        this.history = new HistoryExpiry(database, historyPeriod);
        this.leader = new FoldLeader(dataSource);
        this.schemas = new LogSchemaStore(client, BROKER_TIMEOUT);
        this.loops = folds().stream().<FoldLoop<?>>map(this::loop).toList();
    }

    /** Returns every fold of the read model, one for each topic. */
    public static List<TopicFold<?>> folds() {
        return List.of(
                new ChangeFold(),
                new HostFold(),
                new VmFold(),
                new VmStateFold(),
                new StoreVolumeFold(),
                new UpdateFold(),
                new RolloutFold(),
                new VolumeFold(),
                new StorageDecisionFold(),
                new PolicyFold());
    }

    /** Returns how many topics are folded. */
    public static int topicCount() {
        return folds().size();
    }

    /** Returns what is folded, each topic by its own loop. */
    List<FoldLoop<?>> loops() {
        return loops;
    }

    /** Returns why nothing can be folded; empty where that began. */
    Optional<String> notBegun() {
        return notBegun;
    }

    @PostConstruct
    void start() {
        starter.setDaemon(true);
        starter.start();
    }

    @PreDestroy
    void stop() throws SQLException, InterruptedException {
        for (FoldLoop<?> loop : loops) {
            loop.stop();
        }
        starter.interrupt();
        starter.join(STOP_TIMEOUT.toMillis());
        for (Thread thread : threads) {
            thread.join(STOP_TIMEOUT.toMillis());
        }
        schemas.close();
        leader.close();
    }

    private <T extends SpecificRecord> FoldLoop<T> loop(TopicFold<T> fold) {
        return new FoldLoop<>(fold, database, client, schemas, this::isLeader);
    }

    private boolean isLeader() {
        try {
            return leader.isLeader();
        } catch (SQLException notAnswered) {
            LOG.debugf("The database was not asked who folds: %s", notAnswered.getMessage());
            return false;
        }
    }

    /** Waits for the database and the broker, starts a thread for each topic, then deletes old events once an hour. */
    private void begin() {
        try {
            while (notBegun.isPresent()) {
                attempt();
                Thread.sleep(PAUSE.toMillis());
            }
            while (!Thread.currentThread().isInterrupted()) {
                expire();
                Thread.sleep(BETWEEN_EXPIRIES.toMillis());
            }
        } catch (InterruptedException | InterruptException stopped) {
            LOG.debug("The read model is not kept up to date any more: the process ends");
        }
    }

    private void attempt() {
        try {
            migration.migrate();
            FoldedLog.require(database, clusterId());
            notBegun = Optional.empty();
            loops.forEach(this::start);
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (RuntimeException failed) {
            notBegun = Optional.of(String.valueOf(failed.getMessage()));
            LOG.warnf("The read model is not kept up to date, trying again: %s", failed.getMessage());
        }
    }

    private void expire() {
        try {
            if (isLeader()) {
                history.run(Instant.now());
            }
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "Old events are not deleted, trying again in %d min: %s",
                    BETWEEN_EXPIRIES.toMinutes(), failed.getMessage());
        }
    }

    private String clusterId() {
        try (Admin admin = Admin.create(client)) {
            return admin.describeCluster().clusterId().get();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The broker does not answer: " + failed.getCause(), failed);
        }
    }

    private void start(FoldLoop<?> loop) {
        Thread thread = new Thread(loop, "fold-" + loop.topic().name());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
