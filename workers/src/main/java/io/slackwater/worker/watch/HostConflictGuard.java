package io.slackwater.worker.watch;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.watch.HostWatch;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.worker.watch.HostIdentity.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Stops the watcher of a host whose machine another declared host already claims. At each connect, before anything of
 * the host is read or changed: it reads the host's UUID, publishes it where the log does not say it, waits until this
 * instance has read that from the log, and asks which claim is the first. A host that is not the first counts as not
 * reachable; the next attempt asks anew. While the log is not read, nothing is said of the host. Called on the thread
 * of its watch alone.
 */
public final class HostConflictGuard implements HostWatch.Listener {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(HostConflictGuard.class);

    private final HostWatcher watcher;
    private final HostClaims claims;
    private final Clock clock;
    private final Duration timeout;
    private HostIdentity identity;
    /** Whether the last attempt ended for want of the log, which says nothing about the host. */
    private boolean waiting;

    /**
     * A guard of one host.
     *
     * @param identity what the log says of the host, up to the declaration that the watch is for
     * @param claims what this instance reads of all hosts
     */
    public HostConflictGuard(HostIdentity identity, HostWatcher watcher, HostClaims claims, Clock clock) {
        this(identity, watcher, claims, clock, READ_TIMEOUT);
    }

    HostConflictGuard(HostIdentity identity, HostWatcher watcher, HostClaims claims, Clock clock, Duration timeout) {
        this.timeout = timeout;
        this.identity = identity;
        this.watcher = watcher;
        this.claims = claims;
        this.clock = clock;
    }

    @Override
    public void connected(HostConnection connection) throws HypervisorException {
        identify(connection);
        if (identity.claim().isPresent()) {
            requireFirst(identity.claim().get());
        }
        watcher.connected(connection);
    }

    @Override
    public void resync(HostConnection connection) throws HypervisorException {
        watcher.resync(connection);
    }

    @Override
    public boolean isResyncDue() {
        return watcher.isResyncDue();
    }

    @Override
    public void heartbeat(HostConnection connection) {
        watcher.heartbeat(connection);
    }

    @Override
    public void changed(Set<UUID> domains) throws HypervisorException {
        watcher.changed(domains);
    }

    @Override
    public void storageChanged(Set<String> pools) throws HypervisorException {
        watcher.storageChanged(pools);
    }

    @Override
    public void lost(String reason) {
        if (waiting) {
            waiting = false;
            LOG.warnf("Host %s is not watched yet: %s", identity.hostId(), reason);
        } else {
            watcher.lost(reason);
        }
    }

    private void identify(HostConnection connection) throws HypervisorException {
        try {
            Optional<UUID> uuid = connection.hostUuid();
            if (uuid.isPresent()) {
                identified(uuid.get().toString());
            } else {
                unclear("The hypervisor tells none");
            }
        } catch (HypervisorException.Rejected refused) {
            unclear(String.valueOf(refused.getMessage()));
        }
    }

    private void identified(String uuid) {
        Optional<Claim> lasting = identity.claim().filter(claim -> claim.uuid().equals(uuid));
        if (lasting.isPresent() && identity.unclear().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Claim claim = lasting.orElseGet(() -> new Claim(UUID.randomUUID().toString(), uuid, now));
        HostEvent identified = event(HostEventType.IDENTIFIED, claim.since())
                .setUri(identity.uri())
                .setHostUuid(uuid)
                .setClaim(claim.id())
                .build();
        Publication<?> told = Publication.of(identified);
        HostEvent claimed = event(HostEventType.CLAIMED, claim.since())
                .setHostUuid(uuid)
                .setClaim(claim.id())
                .build();
        publish(lasting.isPresent() ? List.of(told) : List.of(told, Publication.ofClaim(claimed)), identified);
    }

    /** Not known is not different: it is said, and whoever was watched stays so. */
    private void unclear(String reason) {
        if (identity.unclear().isEmpty()) {
            HostEvent unread = event(HostEventType.IDENTIFIED, clock.instant())
                    .setUri(identity.uri())
                    .setReason(reason)
                    .build();
            publish(List.of(Publication.of(unread)), unread);
        }
    }

    private void publish(List<Publication<?>> publications, HostEvent identified) {
        if (watcher.publishIdentity(publications)) {
            identity = identity.identified(identified);
        }
    }

    private void requireFirst(Claim claim) throws HypervisorException {
        ClaimState claimState = await(claim);
        if (claimState instanceof ClaimState.Behind behind) {
            throw new HypervisorException.Rejected(behind.same().told(), null);
        }
        if (claimState instanceof ClaimState.Half) {
            waiting = true;
            identity = identity.unclaimed();
            throw new HypervisorException.Unreachable(
                    "Its claim on its UUID is not whole in the log, and is made anew", null);
        }
        if (claimState instanceof ClaimState.NotRead) {
            waiting = true;
            throw new HypervisorException.Unreachable(
                    "It is not known whether another host is the same: the hosts were not read from the log within %d s"
                            .formatted(timeout.toSeconds()),
                    null);
        }
    }

    private ClaimState await(Claim claim) throws HypervisorException {
        try {
            return claims.await(identity.hostId(), claim, timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable(
                    "Interrupted while the hosts were read from the log", interrupted);
        }
    }

    private HostEvent.Builder event(HostEventType type, Instant when) {
        return HostEvent.newBuilder()
                .setHostId(identity.hostId())
                .setType(type)
                .setMode(HostMode.OBSERVE) // without meaning here
                .setOccurredAt(when);
    }
}
