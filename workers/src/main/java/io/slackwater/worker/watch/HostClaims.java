package io.slackwater.worker.watch;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.worker.watch.HostIdentity.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The machine that each declared host claims, and which host claimed it first. The claims on one UUID have one record
 * key, so all readers read them in one order. Of those that have not ended, the first one's host is watched; each claim
 * ends in the order of its host's own events. A reader that is behind takes an ended claim for one that lasts, and
 * never the other way round: so a host that was first stays first until its claim ends. Safe for use by several
 * threads.
 *
 * <p>The two records of a claim are written as one, but a copy of the topic may have lost one of them. A claim that seems to be such a half
 * is passed by, and counts in its place once its other record is read after all.
 */
public final class HostClaims {

    /** What may end a wait; all else would only wake every watch that waits. */
    private static final Set<HostEventType> AWAITED =
            EnumSet.of(HostEventType.DECLARED, HostEventType.IDENTIFIED, HostEventType.CLAIMED, HostEventType.RETIRED);

    private final ReentrantLock lock;
    private final Condition changed;
    private final Map<String, HostIdentity> hosts = new HashMap<>();
    /** The hosts of the claims that last, by UUID and claim, in the order of the log. */
    private final Map<String, Map<String, String>> claims = new HashMap<>();
    /** Claims whose end was read before they were. */
    private final Set<String> endedBefore = new HashSet<>();
    /** Claims that were read before the catch-up. */
    private final Set<String> early = new HashSet<>();
    /** Claims that are passed by, since nothing else says that their host made them. */
    private final Set<String> doubted = new HashSet<>();
    /** Since when hosts are not reachable. */
    private final Map<String, Instant> away = new HashMap<>();

    private boolean whole;

    /** Claims of which nothing was read. */
    public HostClaims() {
        this(new ReentrantLock());
    }

    HostClaims(ReentrantLock lock) {
        this.lock = lock;
        this.changed = lock.newCondition();
    }

    /** Forgets all, since the log is about to be read from its start. */
    public void begin() {
        locked(() -> {
            hosts.clear();
            claims.clear();
            endedBefore.clear();
            early.clear();
            doubted.clear();
            away.clear();
            whole = false;
        });
    }

    /** Takes note that all was read that the log had when the reading began. */
    public void caughtUp() {
        locked(() -> {
            claims.values().forEach(held -> {
                early.addAll(held.keySet());
                held.forEach(this::doubtForeign);
            });
            whole = true;
            changed.signalAll();
        });
    }

    /** Takes an event of the log. */
    public void take(HostEvent event) {
        locked(() -> {
            switch (event.getType()) {
                case DECLARED -> event.getUri().ifPresent(uri -> declared(event.getHostId(), uri));
                case IDENTIFIED -> identified(event);
                case CLAIMED -> Claim.of(event).ifPresent(claim -> claimed(event.getHostId(), claim));
                case RETIRED -> retired(event.getHostId());
                case UNREACHABLE -> unreachable(event);
                case REACHABLE, SYNCED -> away.remove(event.getHostId());
                case UNKNOWN, MARKED -> {
                    // Nothing about which machine it is.
                }
            }
            if (AWAITED.contains(event.getType())) {
                changed.signalAll();
            }
        });
    }

    /**
     * Waits until a host's claim was read, and with it all that came before it; returns what is known then, or when the time is over.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    ClaimState await(String hostId, Claim claim, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (!isRead(hostId, claim) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return standing(hostId, claim);
        } finally {
            lock.unlock();
        }
    }

    /** Returns which other host was there first with the same UUID; empty for a host that is the first, or has told no UUID. */
    public Optional<HostConflict> sameHostAs(String hostId) {
        lock.lock();
        try {
            return claimOf(hostId).flatMap(claim -> sameHost(hostId, claim));
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

    private ClaimState standing(String hostId, Claim claim) {
        if (isRead(hostId, claim)) {
            return sameHost(hostId, claim)
                    .<ClaimState>map(ClaimState.Behind::new)
                    .orElseGet(ClaimState.First::new);
        }
        return whole && isIdentifiedBy(hostId, claim) ? new ClaimState.Half() : new ClaimState.NotRead();
    }

    private boolean isRead(String hostId, Claim claim) {
        return whole
                && isIdentifiedBy(hostId, claim)
                && claims.getOrDefault(claim.uuid(), Map.of()).containsKey(claim.id());
    }

    private boolean isIdentifiedBy(String hostId, Claim claim) {
        return claimOf(hostId).filter(known -> known.id().equals(claim.id())).isPresent();
    }

    private Optional<Claim> claimOf(String hostId) {
        return Optional.ofNullable(hosts.get(hostId)).flatMap(HostIdentity::claim);
    }

    private Optional<HostConflict> sameHost(String hostId, Claim claim) {
        return first(claim)
                .filter(first -> !first.equals(hostId))
                .map(first -> new HostConflict(
                        hostId, first, claim.uuid(), claim.since(), Optional.ofNullable(away.get(first))));
    }

    private Optional<String> first(Claim claim) {
        return claims.getOrDefault(claim.uuid(), Map.of()).entrySet().stream()
                .filter(held -> !doubted.contains(held.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void declared(String hostId, String uri) {
        HostIdentity known = hosts.getOrDefault(hostId, HostIdentity.declared(hostId, uri));
        if (!known.uri().equals(uri)) {
            away.remove(hostId);
        }
        put(hostId, Optional.of(known.declaredAgain(uri)));
    }

    /** What was claimed before the catch-up came before a retirement after it, whichever partition was read faster. */
    private void retired(String hostId) {
        away.remove(hostId);
        put(hostId, Optional.empty());
        if (whole) {
            claims.values()
                    .forEach(held -> held.forEach((claim, host) -> {
                        if (host.equals(hostId) && early.contains(claim)) {
                            doubted.add(claim);
                        }
                    }));
        }
    }

    private void doubtForeign(String claim, String hostId) {
        boolean isForeign = !hosts.containsKey(hostId)
                || claimOf(hostId).filter(other -> !other.id().equals(claim)).isPresent();
        if (isForeign) {
            doubted.add(claim);
        }
    }

    /** What is said of a host after it was retired is late news. */
    private void unreachable(HostEvent event) {
        if (hosts.containsKey(event.getHostId())) {
            away.putIfAbsent(event.getHostId(), event.getOccurredAt());
        }
    }

    private void identified(HostEvent event) {
        Optional<HostIdentity> known = Optional.ofNullable(hosts.get(event.getHostId()));
        Optional<HostIdentity> next = known.map(host -> host.identified(event));
        Optional<Claim> taken = next.flatMap(HostIdentity::claim);
        Claim.of(event).filter(claim -> !taken.equals(Optional.of(claim))).ifPresent(this::end);
        taken.ifPresent(claim -> doubted.remove(claim.id()));
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
        early.remove(claim.id());
        doubted.remove(claim.id());
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
        } finally {
            lock.unlock();
        }
    }
}
