package io.slackwater.reclaimer.health;

import io.slackwater.hypervisor.access.HostConnections;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Names the hosts that could not be opened. That some cannot is life in a fleet, and no reason to take this service off. */
@Readiness
@Singleton
class HostsHealth implements HealthCheck {

    private final HostConnections hosts;

    HostsHealth(HostConnections hosts) {
        this.hosts = hosts;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("hosts")
                .withData("unreachable", String.join(",", hosts.unreachable()))
                .up()
                .build();
    }
}
