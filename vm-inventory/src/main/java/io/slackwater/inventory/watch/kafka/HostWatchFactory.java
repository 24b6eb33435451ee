package io.slackwater.inventory.watch.kafka;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.watch.HostWatch;
import io.slackwater.hypervisor.watch.WatchSettings;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.HostConflictGuard;
import io.slackwater.worker.watch.HostIdentity;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.HostWatcher;
import io.slackwater.worker.watch.MarkerProjection;
import io.slackwater.worker.watch.PoolMarkerWriter;
import io.slackwater.worker.watch.PublishedHost;
import io.slackwater.worker.watch.Publisher;
import io.slackwater.worker.watch.adoption.AdoptionReporter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Makes watchers and watches of hosts.
 *
 * @param hypervisors opens the hosts, within bounds of time and number
 * @param markers what the log says of the stores' markers
 * @param claims what the log says of which hosts are one machine
 */
public record HostWatchFactory(
        Hypervisors hypervisors,
        WatchSettings settings,
        List<AdoptionRule> rules,
        HostWatchStatuses board,
        MarkerProjection markers,
        HostClaims claims,
        Clock clock) {

    HostWatcher watcher(
            PublishedHost publishedHost, PoolMarkerWriter marking, Publisher publisher, Duration repeatAfter) {
        return new HostWatcher(
                publishedHost.hostId(),
                publishedHost,
                marking,
                new AdoptionReporter(rules),
                publisher,
                board,
                clock,
                repeatAfter);
    }

    /**
     * Begins to watch a host.
     *
     * @param identity what the log says of it
     */
    HostWatch watch(HostIdentity identity, HostWatcher watcher) {
        HostConflictGuard guard = new HostConflictGuard(identity, watcher, claims, clock);
        return HostWatch.start(hypervisors, identity.uri(), guard, settings);
    }

    /** Ends a watch on a thread of its own, for a host that hangs holds it up for seconds. */
    void end(String hostId, HostWatch watch) {
        Thread thread = new Thread(watch::close, "end watch " + hostId);
        thread.setDaemon(true);
        thread.start();
    }
}
