package io.slackwater.hypervisor;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a host told. */
final class RecordingListener implements HostListener {

    private final List<UUID> domains = new CopyOnWriteArrayList<>();
    private final List<String> pools = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();

    /** Does something, and waits until an event of that domain came after it was begun. */
    void awaitDomain(UUID id, ThrowingAction action) throws Exception {
        domains.clear();
        action.run();
        Callable<Boolean> heard = () -> domains.contains(id);
        await().alias("event of domain " + id).until(heard);
    }

    List<String> pools() {
        return pools;
    }

    Optional<String> lost() {
        return losses.stream().findFirst();
    }

    @Override
    public void domainChanged(UUID id) {
        domains.add(id);
    }

    @Override
    public void storageChanged(String pool) {
        pools.add(pool);
    }

    @Override
    public void connectionLost(String reason) {
        losses.add(reason);
    }

    interface ThrowingAction {
        void run() throws Exception;
    }
}
