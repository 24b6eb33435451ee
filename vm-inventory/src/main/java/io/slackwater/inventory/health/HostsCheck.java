package io.slackwater.inventory.health;

import io.slackwater.inventory.config.InventoryConfig;
import io.slackwater.inventory.watch.WatchBoard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how each watched host is doing. A host that is away is the host's trouble; only when for a while none could be reached
 * is it this instance that has no way to them.
 */
@Readiness
@ApplicationScoped
public class HostsCheck implements HealthCheck {

    private final WatchBoard board;
    private final Clock clock;
    private final Duration patience;

    HostsCheck(WatchBoard board, Clock clock, InventoryConfig config) {
        this.board = board;
        this.clock = clock;
        this.patience = config.unreachablePatience();
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, WatchBoard.Status> hosts = board.hosts();
        Instant limit = clock.instant().minus(patience);
        boolean isCutOff = !hosts.isEmpty()
                && hosts.values().stream()
                        .allMatch(host -> !host.reachable() && host.since().isBefore(limit));
        HealthCheckResponseBuilder response = HealthCheckResponse.named("hosts").status(!isCutOff);
        hosts.forEach((hostId, host) -> response.withData(
                hostId,
                host.reachable()
                        ? "reachable since " + host.since() + ", " + host.vms() + " VMs"
                        : "not reachable since " + host.since() + ": " + host.reason()));
        return response.build();
    }
}
