package io.slackwater.hypervisor.watch;

import io.slackwater.hypervisor.HostListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Collects what one connection tells, each domain and pool once, until it is fetched. */
final class EventCollector implements HostListener {

    /** What has changed since the last fetch; {@code lost} says why no more will come. */
    record Bundle(Set<UUID> domains, Set<String> pools, Optional<String> lost) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private Set<UUID> domains = new LinkedHashSet<>();
    private Set<String> pools = new HashSet<>();
    private Optional<String> lost = Optional.empty();

    /** Returns what there is, once there is something and {@code bundling} has passed since, or {@code patience} is over. */
    Bundle fetch(Duration patience, Duration bundling) throws InterruptedException {
        lock.lock();
        try {
            for (long nanos = patience.toNanos(); isEmpty() && nanos > 0; ) {
                nanos = arrived.awaitNanos(nanos);
            }
            for (long nanos = isEmpty() ? 0 : bundling.toNanos(); lost.isEmpty() && nanos > 0; ) {
                nanos = arrived.awaitNanos(nanos);
            }
            Bundle bundle = new Bundle(domains, pools, lost);
            domains = new LinkedHashSet<>();
            pools = new HashSet<>();
            return bundle;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void domainChanged(UUID id) {
        note(() -> domains.add(id));
    }

    @Override
    public void storageChanged(String pool) {
        note(() -> pools.add(pool));
    }

    @Override
    public void connectionLost(String reason) {
        note(() -> lost = Optional.of(reason));
    }

    private void note(Runnable change) {
        lock.lock();
        try {
            change.run();
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return domains.isEmpty() && pools.isEmpty() && lost.isEmpty();
    }
}
