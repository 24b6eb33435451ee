package io.slackwater.executor.config;

import io.slackwater.executor.budget.Allocator.LeaseTimes;
import io.slackwater.executor.budget.Limits;
import io.slackwater.executor.hands.Clocks;
import io.slackwater.executor.hands.Hands;
import io.slackwater.executor.hands.HostConnections;
import io.slackwater.executor.health.ExecutorMetrics;
import io.slackwater.executor.kafka.ExecutorSettings;
import io.slackwater.executor.kafka.ExecutorTopology;
import io.slackwater.executor.modifiable.Timing;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.runtime.replay.LogHorizon;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.topics.Topics;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.Topology;

/** Makes the service's parts from its settings. */
final class ExecutorParts {

    private final ExecutorConfig config;

    ExecutorParts(ExecutorConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Topology topology(KafkaStartup startup, LogSchemaStore schemas, ExecutorMetrics metrics, LogHorizon horizon) {
        LeaseTimes leaseTimes = new LeaseTimes(config.leaseTime(), config.grantTime());
        Topology topology = ExecutorTopology.build(
                schemas,
                startup.partitionsOf(Topics.UPDATES),
                new ExecutorSettings(timing(), limits(), leaseTimes, BuiltInPolicy.of(timing(), limits())),
                metrics,
                horizon);
        horizon.watch(topology);
        return topology;
    }

    @Produces
    @Singleton
    HostConnections connections() {
        return new HostConnections(new StandardHypervisors());
    }

    @Produces
    @Singleton
    Hands hands(HostConnections connections, ExecutorMetrics metrics) {
        Hands hands = new Hands(connections, config.perHost(), config.laneCapacity(), Clocks.SYSTEM);
        metrics.watch(hands);
        return hands;
    }

    void close(@Disposes Hands hands) {
        hands.close();
    }

    void close(@Disposes HostConnections connections) {
        connections.close();
    }

    private Timing timing() {
        return new Timing(
                config.settleTime(),
                config.commandLifetime(),
                config.commandMargin(),
                config.stayUp(),
                config.agentTimeout(),
                config.retryPause());
    }

    private Limits limits() {
        return new Limits(config.maxInFlight(), config.maxAwaitingStart(), config.perHost());
    }
}
