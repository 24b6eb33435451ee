package io.slackwater.runtime.health;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether the broker answers. Quarkus' own check waits up to 60 s for a broker that stands still with its
 * connections open. This one answers within {@link #TIMEOUT}, before most monitoring gives up.
 */
@Readiness
@ApplicationScoped
public class BrokerCheck implements HealthCheck {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Admin admin;

    BrokerCheck(@Identifier("default-kafka-broker") Map<String, Object> clientConfiguration) {
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        this.admin = Admin.create(configuration);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("broker");
        try {
            int brokers = admin.describeCluster().nodes().get().size();
            return response.up().withData("brokers", brokers).build();
        } catch (ExecutionException noAnswer) {
            return response.down()
                    .withData("reason", String.valueOf(noAnswer.getCause().getMessage()))
                    .build();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return response.down().withData("reason", "interrupted").build();
        }
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
