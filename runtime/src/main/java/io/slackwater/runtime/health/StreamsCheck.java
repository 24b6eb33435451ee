package io.slackwater.runtime.health;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether the topology of this service runs. */
@Readiness
@Singleton
class StreamsCheck implements HealthCheck {

    private final Instance<KafkaStreams> streams;

    StreamsCheck(Instance<KafkaStreams> streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        KafkaStreams.State state = streams.isResolvable() ? streams.get().state() : KafkaStreams.State.NOT_RUNNING;
        return HealthCheckResponse.named("streams")
                .status(state == KafkaStreams.State.RUNNING)
                .withData("state", state.name())
                .build();
    }
}
