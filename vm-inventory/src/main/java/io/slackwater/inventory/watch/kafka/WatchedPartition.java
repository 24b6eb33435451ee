package io.slackwater.inventory.watch.kafka;

import io.slackwater.hypervisor.watch.HostWatch;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostMode;
import io.slackwater.streams.logging.LogKeys;
import io.slackwater.worker.watch.HostIdentity;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.HostWatcher;
import io.slackwater.worker.watch.PoolMarkerWriter;
import io.slackwater.worker.watch.PublishedHost;
import io.slackwater.worker.watch.Publisher;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The hosts of one partition while this instance watches them. Until the partition has been read to the end that it had when
 * it was assigned, declarations are only collected, so that a host retired long ago is not opened once more.
 */
@SuppressWarnings("try") // the scopes of log keys are there to be closed
final class WatchedPartition {

    private static final Logger LOG = Logger.getLogger(WatchedPartition.class);

    private final PartitionPublisher publisher;
    private final Map<String, PublishedHost> vmsByHost;
    private final long end;
    private final HostWatchFactory parts;
    private final Duration repeatAfter;
    private final Map<String, Declared> declared = new HashMap<>();
    private final Map<String, Watched> watches = new HashMap<>();
    private boolean current;

    /**
     * A partition that was just assigned.
     *
     * @param end the offset after its last record at that moment
     * @param repeatAfter after how long what has not changed is told again
     */
    WatchedPartition(
            PartitionPublisher publisher,
            Map<String, PublishedHost> vmsByHost,
            long end,
            HostWatchFactory parts,
            Duration repeatAfter) {
        this.publisher = publisher;
        this.vmsByHost = vmsByHost;
        this.end = end;
        this.parts = parts;
        this.repeatAfter = repeatAfter;
    }

    void take(HostEvent event) {
        switch (event.getType()) {
            case DECLARED -> event.getUri().ifPresent(uri -> declare(event, uri));
            case RETIRED -> declared.remove(event.getHostId());
            case IDENTIFIED -> {
                declared.computeIfPresent(event.getHostId(), (hostId, host) -> host.identified(event));
                return;
            }
            case UNKNOWN, REACHABLE, UNREACHABLE, SYNCED, MARKED, CLAIMED -> {
                return;
            }
        }
        if (current) {
            settle(event.getHostId());
        }
    }

    private void declare(HostEvent event, String uri) {
        String hostId = event.getHostId();
        HostIdentity identity = Optional.ofNullable(declared.get(hostId))
                .map(known -> known.identity().declaredAgain(uri))
                .orElseGet(() -> HostIdentity.declared(hostId, uri));
        declared.put(hostId, new Declared(identity, event.getMode() == HostMode.ACTIVE));
    }

    /** Says how far the partition has been read; from its end on, what is declared is watched. */
    void readTo(long position) {
        if (!current && position >= end) {
            current = true;
            declared.keySet().forEach(this::settle);
            vmsByHost.keySet().stream()
                    .filter(hostId -> !declared.containsKey(hostId))
                    .forEach(this::forget);
        }
    }

    /** Whether all that was declared when the partition was assigned is watched. */
    boolean isCurrent() {
        return current;
    }

    /** Returns why the partition is to be taken anew; empty while the log takes what is seen of its hosts. */
    Optional<String> broken() {
        return publisher.broken();
    }

    /**
     * Begins the watch of each host anew whose thread has died, and of no other. What it wrote last is known or is written once more: a
     * commit of which the end is not known makes the partition {@link #broken}.
     */
    void reviveDead() {
        Map<String, Watched> dead = new HashMap<>(watches);
        dead.values().removeIf(watched -> watched.watch().isAlive());
        dead.forEach((hostId, watched) -> {
            String reason = "The thread that watches host " + hostId + " has died, and its watch begins anew";
            LOG.error(reason);
            end(hostId, watched);
            watches.remove(hostId);
            parts.board()
                    .breakOff(
                            hostId,
                            new HostWatchStatuses.Gap(true, parts.clock().instant(), reason));
            settle(hostId);
        });
    }

    /** Says that the watches break off, which {@link #close} then ends. */
    void breakOff(HostWatchStatuses.Gap gap) {
        publisher.close();
        watches.forEach((hostId, watched) -> {
            end(hostId, watched);
            parts.board().breakOff(hostId, gap);
        });
        watches.clear();
    }

    /** Ends the watches without waiting for hosts that hang; nothing more is written. */
    void close() {
        publisher.close();
        watches.keySet().stream().toList().forEach(this::stop);
    }

    private void settle(String hostId) {
        Optional<Declared> host = Optional.ofNullable(declared.get(hostId));
        Watched watched = watches.get(hostId);
        if (watched != null && !host.map(found -> found.identity().uri()).equals(Optional.of(watched.uri()))) {
            stop(hostId);
        }
        host.ifPresentOrElse(
                declaration -> watches.computeIfAbsent(hostId, unwatched -> start(unwatched, declaration))
                        .marking()
                        .mode(declaration.active()),
                () -> forget(hostId));
    }

    private Watched start(String hostId, Declared declaration) {
        PublishedHost publishedHost = vmsByHost.computeIfAbsent(hostId, PublishedHost::new);
        PoolMarkerWriter marking = new PoolMarkerWriter(hostId, parts.markers());
        marking.mode(declaration.active());
        HostWatcher watcher = parts.watcher(publishedHost, marking, publisher, repeatAfter);
        HostIdentity identity = declaration.identity();
        return new Watched(identity.uri(), watcher, marking, parts.watch(identity, watcher));
    }

    private void stop(String hostId) {
        Watched watched = watches.remove(hostId);
        if (watched != null) {
            end(hostId, watched);
            parts.board().dismiss(hostId);
        }
    }

    private void end(String hostId, Watched watched) {
        watched.watcher().stop();
        parts.end(hostId, watched.watch());
    }

    /** What a retired host said counts nowhere, which whoever heard it is told VM by VM. */
    private void forget(String hostId) {
        PublishedHost publishedHost = vmsByHost.get(hostId);
        if (publishedHost == null || publishedHost.isEmpty()) {
            return;
        }
        try (LogKeys.Scope scope = LogKeys.with(Map.of(LogKeys.HOST, hostId))) {
            publishedHost.retire(publisher, parts.clock().instant());
            LOG.info("Host retired: its VMs will be told anew if it is declared again");
        } catch (Publisher.PublishFailedException failed) {
            LOG.warnf("That a host was retired could not be told, the next owner will: %s", failed.getMessage());
        }
    }

    /** A host as it was declared last. */
    private record Declared(HostIdentity identity, boolean active) {

        Declared identified(HostEvent event) {
            return new Declared(identity.identified(event), active);
        }
    }

    private record Watched(String uri, HostWatcher watcher, PoolMarkerWriter marking, HostWatch watch) {}
}
