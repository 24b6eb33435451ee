package io.slackwater.runtime.health;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the broker answers. Quarkus' own checks wait 10 s and 60 s for a broker that stands still with its connections
 * open. This one answers within {@link #TIMEOUT}, before most monitoring gives up.
 */
@Readiness
@Singleton
public class BrokerCheck implements HealthCheck {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Map<String, Object> configuration;
    private @Nullable Admin admin;

    BrokerCheck(@Identifier("default-kafka-broker") Map<String, Object> clientConfiguration) {
        configuration = new HashMap<>(clientConfiguration);
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    }

    @Override
    public HealthCheckResponse call() {
        try {
            // The client's own timeout comes first, unless its thread hangs while it looks up a name.
            int brokers = admin().describeCluster()
                    .nodes()
                    .get(TIMEOUT.toMillis() + 500, TimeUnit.MILLISECONDS)
                    .size();
            return HealthCheckResponse.named("broker")
                    .up()
                    .withData("brokers", brokers)
                    .build();
        } catch (ExecutionException noAnswer) {
            return down(String.valueOf(noAnswer.getCause().getMessage()));
        } catch (TimeoutException noAnswer) {
            return down("no answer within " + TIMEOUT.toMillis() + " ms");
        } catch (KafkaException notUsable) {
            return down(String.valueOf(
                    notUsable.getCause() == null
                            ? notUsable.getMessage()
                            : notUsable.getCause().getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return down("interrupted");
        }
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    /** Made when it is first needed: where the broker's name is not known yet, making it fails. */
    private synchronized Admin admin() {
        Admin present = admin;
        if (present == null) {
            present = Admin.create(configuration);
            admin = present;
        }
        return present;
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named("broker")
                .down()
                .withData("reason", reason)
                .build();
    }
}
