package io.slackwater.executor.config;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.update.AttemptLimits;
import io.slackwater.executor.health.ExecutorMetrics;
import io.slackwater.executor.policyadmin.PolicyRepository;
import io.slackwater.executor.policyadmin.PolicyService;
import io.slackwater.executor.query.VmPartitions;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.runtime.replay.LogHorizon;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.update.ExecutorTopology;
import io.slackwater.topology.update.shared.BuiltInPolicy;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.worker.update.UpdateWorker;
import io.slackwater.worker.update.WorkerClocks;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/** Makes the service's parts from its settings. */
final class ExecutorBeans {

    /** Longer than an open waits for its turn and is tried, so that its own error is heard. */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(40);

    private static final Duration READ_BACK_PATIENCE = Duration.ofSeconds(10);

    private final ExecutorConfiguration config;

    ExecutorBeans(ExecutorConfiguration config) {
        this.config = config;
    }

    @Produces
    @Singleton
    VmPartitions partitions(KafkaStartup startup) {
        return new VmPartitions(startup.partitionsOf(Topics.UPDATES));
    }

    @Produces
    @Singleton
    Topology topology(
            KafkaStartup startup,
            VmPartitions partitions,
            LogSchemaStore schemas,
            ExecutorMetrics metrics,
            LogHorizon horizon) {
        AvroSerdes serdes = new AvroSerdes(schemas);
        LeaseTimes leaseTimes = new LeaseTimes(config.leaseTime(), config.grantTime());
        Topology topology = ExecutorTopology.build(
                serdes,
                partitions.count(),
                new ExecutorSettings(timing(), limits(), leaseTimes, config.auditPeriod(), builtIn()),
                metrics,
                horizon);
        startup.publishRows(serdes);
        horizon.watch(topology);
        return topology;
    }

    @Produces
    @Singleton
    Policy builtIn() {
        return BuiltInPolicy.of(timing(), limits());
    }

    @Produces
    @Singleton
    PolicyService policyDesk(PolicyRepository log, Policy builtIn, Clock clock) {
        return new PolicyService(log, new PolicyReader(builtIn), clock, READ_BACK_PATIENCE);
    }

    @Produces
    @Singleton
    HostConnections connections() {
        return new HostConnections(new StandardHypervisors(), OPEN_TIMEOUT);
    }

    @Produces
    @Singleton
    UpdateWorker workers(HostConnections connections, ExecutorMetrics metrics) {
        UpdateWorker worker =
                new UpdateWorker(connections, config.perHost(), config.hostQueueCapacity(), WorkerClocks.SYSTEM);
        metrics.watch(worker);
        return worker;
    }

    void close(@Disposes UpdateWorker worker) {
        worker.close();
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
                config.retryPause(),
                new AttemptLimits(config.refusalsUntilFailed(), config.stopsUntilFailed()));
    }

    private BudgetLimits limits() {
        return new BudgetLimits(config.maxInFlight(), config.maxAwaitingStart(), config.perHost());
    }
}
