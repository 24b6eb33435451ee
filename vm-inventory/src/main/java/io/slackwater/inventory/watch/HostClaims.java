package io.slackwater.inventory.watch;

import io.slackwater.inventory.watch.HostIdentity.Claim;
import io.slackwater.schemas.HostEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which declared hosts lead to one machine, as the log says, and which of them was there first. The claims on one UUID have one record key,
 * so all readers read them in one order. Of those that have not ended, the first one's host is watched; each claim ends in the order of its
 * host's own events. A reader that is behind takes an ended claim for one that lasts, and never the other way round: so a host that was first
 * stays first until its claim ends. Safe for use by several threads.
 */
public final class HostClaims {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, HostIdentity> hosts = new HashMap<>();
    /** The hosts of the claims that last, by UUID and claim, in the order of the log. */
    private final Map<String, Map<String, String>> claims = new HashMap<>();
    /** Claims whose end was read before they were. */
    private final Set<String> endedBefore = new HashSet<>();

    private boolean whole;

    /** Forgets all, since the log is about to be read from its start. */
    public void begin() {
        locked(() -> {
            hosts.clear();
            claims.clear();
            endedBefore.clear();
            whole = false;
        });
    }

    /** Takes note that all was read that the log had when the reading began. */
    public void caughtUp() {
        locked(() -> whole = true);
    }

    /** Takes an event of the log. */
    public void take(HostEvent event) {
        locked(() -> {
            switch (event.getType()) {
                case DECLARED -> event.getUri().ifPresent(uri -> declared(event.getHostId(), uri));
                case IDENTIFIED -> identified(event);
                case CLAIMED -> Claim.of(event).ifPresent(claim -> claimed(event.getHostId(), claim));
                case RETIRED -> put(event.getHostId(), Optional.empty());
                case UNKNOWN, REACHABLE, UNREACHABLE, SYNCED, MARKED -> {
                    // Nothing about which machine it is.
                }
            }
        });
    }

    /**
     * Waits until a host's claim was read, and with it all that came before it; returns whether that came to be in time.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    boolean awaitRead(String hostId, Claim claim, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (!isRead(hostId, claim) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return isRead(hostId, claim);
        } finally {
            lock.unlock();
        }
    }

    /** Returns which other host was there first with the same UUID; empty for a host that is the first, or has told no UUID. */
    public Optional<SameHost> sameHostAs(String hostId) {
        lock.lock();
        try {
            return Optional.ofNullable(hosts.get(hostId))
                    .flatMap(HostIdentity::claim)
                    .flatMap(claim -> first(claim)
                            .filter(first -> !first.equals(hostId))
                            .map(first -> new SameHost(hostId, first, claim.uuid(), claim.since())));
        } finally {
            lock.unlock();
        }
    }

    /** Returns why it is not known whether another host is the same; empty where it is known, or nobody has tried to read its UUID. */
    public Optional<String> unclear(String hostId) {
        lock.lock();
        try {
            return Optional.ofNullable(hosts.get(hostId))
                    .flatMap(HostIdentity::unclear)
                    .map("HOST_UUID_UNKNOWN, so that another host may be the same: %s"::formatted);
        } finally {
            lock.unlock();
        }
    }

    private boolean isRead(String hostId, Claim claim) {
        HostIdentity host = hosts.get(hostId);
        return whole
                && host != null
                && host.claim().filter(known -> known.id().equals(claim.id())).isPresent()
                && claims.getOrDefault(claim.uuid(), Map.of()).containsKey(claim.id());
    }

    private Optional<String> first(Claim claim) {
        return claims.getOrDefault(claim.uuid(), Map.of()).values().stream().findFirst();
    }

    private void declared(String hostId, String uri) {
        HostIdentity known = hosts.getOrDefault(hostId, HostIdentity.declared(hostId, uri));
        put(hostId, Optional.of(known.declaredAgain(uri)));
    }

    private void identified(HostEvent event) {
        Optional<HostIdentity> known = Optional.ofNullable(hosts.get(event.getHostId()));
        Optional<HostIdentity> next = known.map(host -> host.identified(event));
        Optional<Claim> taken = next.flatMap(HostIdentity::claim);
        Claim.of(event).filter(claim -> !taken.equals(Optional.of(claim))).ifPresent(this::end);
        put(event.getHostId(), next);
    }

    private void put(String hostId, Optional<HostIdentity> next) {
        Optional<Claim> before = Optional.ofNullable(hosts.get(hostId)).flatMap(HostIdentity::claim);
        Optional<String> kept = next.flatMap(HostIdentity::claim).map(Claim::id);
        before.filter(claim -> !kept.equals(Optional.of(claim.id()))).ifPresent(this::end);
        next.ifPresentOrElse(host -> hosts.put(hostId, host), () -> hosts.remove(hostId));
    }

    private void claimed(String hostId, Claim claim) {
        if (!endedBefore.remove(claim.id())) {
            claims.computeIfAbsent(claim.uuid(), first -> new LinkedHashMap<>()).put(claim.id(), hostId);
        }
    }

    private void end(Claim claim) {
        Map<String, String> others = claims.getOrDefault(claim.uuid(), new HashMap<>());
        if (others.remove(claim.id()) == null) {
            endedBefore.add(claim.id());
        } else if (others.isEmpty()) {
            claims.remove(claim.uuid());
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Two declared hosts with one UUID.
     *
     * @param hostId the one that is not watched
     * @param first the one that was there first
     * @param since when the UUID of the one that is not watched was read
     */
    public record SameHost(String hostId, String first, String uuid, Instant since) {

        /** Returns what is wrong and what to do about it, in one line. */
        public String told() {
            return "SAME_HOST_AS %s: libvirt tells the host UUID %s of both, so %s is not watched. If they are one machine: slackwater hosts retire %s --because \"the same as %s\". If they are two: set another host_uuid in /etc/libvirt/libvirtd.conf of one, and restart its libvirtd"
                    .formatted(first, uuid, hostId, hostId, first);
        }
    }
}
