package io.slackwater.executor.health;

import io.slackwater.hypervisor.access.HostConnections;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells how many of the addresses that were needed are connected. A host that is away is no reason to take the service out. */
@Readiness
@ApplicationScoped
public class HostsCheck implements HealthCheck {

    private final HostConnections connections;

    HostsCheck(HostConnections connections) {
        this.connections = connections;
    }

    @Override
    public HealthCheckResponse call() {
        HostConnections.Count count = connections.count();
        return HealthCheckResponse.named("hosts")
                .up()
                .withData("known", count.known())
                .withData("connected", count.connected())
                .build();
    }
}
