package io.slackwater.runtime.replay;

import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.replay.InputTopics;
import io.slackwater.streams.replay.TopicOffsets;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The horizon of a Kafka Streams application: the ends that the log had when this process began.
 *
 * <ol>
 *   <li>The ends of the topics of the log are noted.
 *   <li>Once the application's group, whichever of its instances, has committed these, all that came of them is written to the
 *       repartition topics. Their ends are noted.
 *   <li>Once the group has committed these too, every record of the log was folded by every task that it concerns.
 * </ol>
 *
 * <p>A record that passes two repartition topics before it is folded would need one step more; no topology has that.
 *
 * <p>It looks from a thread of its own, for no stream thread may wait for an answer of the broker.
 */
@Singleton
public final class LogHorizon implements Horizon, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LogHorizon.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final Map<String, Object> clientConfiguration;
    private final String applicationId;
    private final Thread watcher = new Thread(this::watchUntilReached, "replay-horizon");
    private volatile InputTopics topics = new InputTopics(Set.of(), Set.of());
    private volatile boolean isReached;

    /** The horizon of an application, which {@link #watch} begins to look for. */
    public LogHorizon(
            @Identifier("default-kafka-broker") Map<String, Object> clientConfiguration,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        this.clientConfiguration = Map.copyOf(clientConfiguration);
        this.applicationId = applicationId;
    }

    /** Begins to look how far the group reads the inputs of a topology. To be called once, before the topology runs. */
    public void watch(Topology topology) {
        topics = InputTopics.of(topology, applicationId);
        watcher.setDaemon(true);
        watcher.start();
    }

    @Override
    public boolean isReached() {
        return isReached;
    }

    @Override
    @PreDestroy
    public void close() {
        watcher.interrupt();
    }

    private void watchUntilReached() {
        try (TopicOffsets reach = new TopicOffsets(clientConfiguration)) {
            awaitConsumed(reach, topics.log());
            awaitConsumed(reach, topics.internal());
            isReached = true;
            LOG.info("All of the log that was there at the start is folded");
        } catch (InterruptedException | InterruptException stopped) {
            LOG.debug("The service ends before its replay does");
        }
    }

    /** Waits until the group is where these topics end now. */
    private void awaitConsumed(TopicOffsets reach, Set<String> names) throws InterruptedException {
        Map<TopicPartition, Long> ends = untilAnswered(() -> reach.ends(names));
        Map<TopicPartition, Long> behind = untilAnswered(() -> reach.behind(applicationId, ends));
        long reportedAt = System.nanoTime();
        while (!behind.isEmpty()) {
            if (System.nanoTime() - reportedAt > BETWEEN_REPORTS.toNanos()) {
                reportedAt = System.nanoTime();
                report(ends, behind);
            }
            Thread.sleep(PAUSE.toMillis());
            behind = untilAnswered(() -> reach.behind(applicationId, ends));
        }
    }

    private static void report(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> behind) {
        long left = behind.entrySet().stream()
                .mapToLong(position -> ends.get(position.getKey()) - position.getValue())
                .sum();
        LOG.infof("The log is being replayed: up to %d records of %s are left", left, behind.keySet());
    }

    /** Asks until the broker answers: without an answer nothing may be decided, and the service can do nothing better. */
    private <T> T untilAnswered(Question<T> question) throws InterruptedException {
        while (true) {
            try {
                return question.ask();
            } catch (InterruptException stopped) {
                throw stopped;
            } catch (ExecutionException | RuntimeException failed) {
                LOG.warnf("How far the log is replayed cannot be told, asking again: %s", failed);
                Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
            }
        }
    }

    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }
}
