package io.slackwater.inventory.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how many VMs of this instance run from volumes that the log does not know. It is never down over that: the service works, and a
 * restart would change nothing. A person ends it.
 */
@Readiness
@ApplicationScoped
public class UnknownVolumesCheck implements HealthCheck {

    private final InventoryMetrics metrics;

    UnknownVolumesCheck(InventoryMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("unknown volumes").up();
        metrics.unknownVolumes()
                .forEach((changeId, vms) ->
                        response.withData(changeId, "VMs that run from a volume that this log does not know: " + vms));
        return response.build();
    }
}
