package io.slackwater.inventory.health;

import io.slackwater.inventory.config.InventoryConfig;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.HostConflict;
import io.slackwater.worker.watch.HostWatchStatuses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private final HostWatchStatuses board;
    private final HostClaims claims;
    private final Clock clock;
    private final Duration patience;

    HostsCheck(HostWatchStatuses board, HostClaims claims, Clock clock, InventoryConfig config) {
        this.board = board;
        this.claims = claims;
        this.clock = clock;
        this.patience = config.unreachablePatience();
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, HostWatchStatuses.Status> hosts = board.hosts();
        Instant now = clock.instant();
        Map<String, HostWatchStatuses.Gap> gaps = board.gaps(now);
        Optional<HostWatchStatuses.Gap> outage = board.outage();
        boolean isFailed =
                Stream.concat(gaps.values().stream(), outage.stream()).anyMatch(HostWatchStatuses.Gap::isFailure);
        Instant limit = now.minus(patience);
        // A host that is another one's second name is not watched, whatever way there is to it.
        List<HostWatchStatuses.Status> watched = hosts.entrySet().stream()
                .filter(host -> claims.sameHostAs(host.getKey()).isEmpty())
                .map(Map.Entry::getValue)
                .toList();
        boolean isCutOff = !watched.isEmpty()
                && watched.stream()
                        .allMatch(host -> !host.reachable() && host.since().isBefore(limit));
        HealthCheckResponseBuilder response = HealthCheckResponse.named("hosts").status(!isCutOff && !isFailed);
        outage.ifPresent(gap -> response.withData("all hosts of this instance", gap.told()));
        hosts.forEach((hostId, host) -> response.withData(hostId, told(hostId, host)));
        // In place of what was reported last.
        gaps.forEach((hostId, gap) -> response.withData(hostId, gap.told()));
        return response.build();
    }

    private String told(String hostId, HostWatchStatuses.Status host) {
        Optional<HostConflict> same = claims.sameHostAs(hostId);
        if (same.isPresent()) {
            return "not watched since " + same.get().since() + ": " + same.get().told();
        }
        return host.reachable()
                ? "reachable since " + host.since() + ", " + host.vms() + " VMs"
                        + claims.unclear(hostId).map("; "::concat).orElse("")
                : "not reachable since " + host.since() + ": " + host.reason();
    }
}
