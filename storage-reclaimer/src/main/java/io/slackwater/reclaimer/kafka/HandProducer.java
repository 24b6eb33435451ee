package io.slackwater.reclaimer.kafka;

import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.reclaimer.config.ReclaimerConfiguration;
import io.slackwater.reclaimer.hands.Bandwidth;
import io.slackwater.reclaimer.hands.Connections;
import io.slackwater.reclaimer.hands.HandFactory;
import io.slackwater.reclaimer.hands.Marking;
import io.slackwater.reclaimer.hands.StagingLimits;
import io.slackwater.reclaimer.hands.StorageHand;
import io.slackwater.reclaimer.hands.Survey;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Makes the hand from the configuration. */
@ApplicationScoped
class HandProducer {

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
    StorageHand hand(
            HostConnections connections, HostQueues queues, StagingLimits limits, FreezeWatch freeze, Clock clock) {
        return HandFactory.hand(Connections.over(connections), queues, limits, freeze, clock);
    }

    @Produces
    @Singleton
    Survey survey(
            HostConnections connections, ReclaimerConfiguration configuration, StagingLimits limits, Clock clock) {
        return HandFactory.survey(
                Connections.over(connections),
                configuration.waitingPerHost(),
                configuration.surveyPatience(),
                limits.bandwidth(),
                clock);
    }

    @Produces
    @Singleton
    Marking marking(HostConnections connections) {
        return HandFactory.marking(Connections.over(connections));
    }

    void close(@Disposes Survey survey) {
        survey.close();
    }

    void close(@Disposes HostQueues queues) {
        queues.close();
    }

    void close(@Disposes HostConnections connections) {
        connections.close();
    }
}
