package io.slackwater.reclaimer.messaging;

import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.reclaimer.config.ReclaimerConfiguration;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.worker.storage.StorageWorker;
import io.slackwater.worker.storage.StorageWorkerFactory;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.host.StoreMarkerWriter;
import io.slackwater.worker.storage.scan.StoreScanner;
import io.slackwater.worker.storage.stage.StagingLimits;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Makes the storage worker from the configuration. */
@ApplicationScoped
class WorkerBeans {

    @Produces
    @Singleton
    Hypervisors hypervisors() {
        return new StandardHypervisors();
    }

    @Produces
    @Singleton
    HostConnections connections(Hypervisors hypervisors, ReclaimerConfiguration configuration) {
        return new HostConnections(hypervisors, configuration.openTimeout());
    }

    @Produces
    @Singleton
    HostQueues queues(ReclaimerConfiguration configuration) {
        return new HostQueues(configuration.transfersPerHost(), configuration.waitingPerHost());
    }

    /** One for all that moves content, for they share each host's limit. */
    @Produces
    @Singleton
    StagingLimits limits(ReclaimerConfiguration configuration) {
        Bandwidth bandwidth = configuration
                .bytesPerSecondPerHost()
                .map(limit -> Bandwidth.perHost(limit.asLongValue()))
                .orElseGet(Bandwidth::unlimited);
        return new StagingLimits(configuration.headroom(), bandwidth);
    }

    @Produces
    @Singleton
    FreezeWatch freeze(
            @Identifier("default-kafka-broker") Map<String, Object> clientConfiguration,
            LogSchemaStore schemas,
            Clock clock) {
        return new FreezeWatch(clientConfiguration, schemas, clock);
    }

    @Produces
    @Singleton
    StorageWorker worker(
            HostConnections connections, HostQueues queues, StagingLimits limits, FreezeWatch freeze, Clock clock) {
        return StorageWorkerFactory.worker(StorageConnections.over(connections), queues, limits, freeze, clock);
    }

    @Produces
    @Singleton
    StoreScanner survey(
            HostConnections connections, ReclaimerConfiguration configuration, StagingLimits limits, Clock clock) {
        return StorageWorkerFactory.survey(
                StorageConnections.over(connections),
                configuration.waitingPerHost(),
                configuration.surveyPatience(),
                limits.bandwidth(),
                clock);
    }

    @Produces
    @Singleton
    StoreMarkerWriter marking(HostConnections connections) {
        return StorageWorkerFactory.marking(StorageConnections.over(connections));
    }

    void close(@Disposes StoreScanner scanner) {
        scanner.close();
    }

    void close(@Disposes HostQueues queues) {
        queues.close();
    }

    void close(@Disposes HostConnections connections) {
        connections.close();
    }
}
