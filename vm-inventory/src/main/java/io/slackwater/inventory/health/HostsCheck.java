package io.slackwater.inventory.health;

import io.slackwater.inventory.config.InventoryConfig;
import io.slackwater.inventory.watch.WatchBoard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how each host of this instance is doing. A host that is away is the host's trouble; only when for a while none could be reached
 * is it this instance that has no way to them. It is down as well while hosts are not watched since something failed here: then the log
 * may not have what is so now.
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
        Instant now = clock.instant();
        Map<String, WatchBoard.Gap> gaps = board.gaps(now);
        Optional<WatchBoard.Gap> outage = board.outage();
        boolean isFailed =
                Stream.concat(gaps.values().stream(), outage.stream()).anyMatch(WatchBoard.Gap::isFailure);
        Instant limit = now.minus(patience);
        boolean isCutOff = !hosts.isEmpty()
                && hosts.values().stream()
                        .allMatch(host -> !host.reachable() && host.since().isBefore(limit));
        HealthCheckResponseBuilder response = HealthCheckResponse.named("hosts").status(!isCutOff && !isFailed);
        outage.ifPresent(gap -> response.withData("all hosts of this instance", gap.told()));
        hosts.forEach((hostId, host) -> response.withData(
                hostId,
                host.reachable()
                        ? "reachable since " + host.since() + ", " + host.vms() + " VMs"
                        : "not reachable since " + host.since() + ": " + host.reason()));
        // In place of what was reported last.
        gaps.forEach((hostId, gap) -> response.withData(hostId, gap.told()));
        return response.build();
    }
}
