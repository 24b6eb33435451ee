package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Has libvirt look at a pool's files again. It refuses that while a volume is being made in the pool, for anybody: that is waited for. */
final class PoolRefresh {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final LibvirtLibrary library;

    PoolRefresh(LibvirtLibrary library) {
        this.library = library;
    }

    void of(Pointer pool) throws HypervisorException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int refreshed = library.storage().virStoragePoolRefresh(pool, 0);
        while (refreshed < 0 && mayPass() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            refreshed = library.storage().virStoragePoolRefresh(pool, 0);
        }
        library.checked(refreshed, "Refreshing a pool");
    }

    /** libvirt has no code of its own for it. */
    private boolean mayPass() {
        return library.lastFailure().code() == LibvirtErrors.INTERNAL_ERROR
                && !Thread.currentThread().isInterrupted();
    }
}
