package io.slackwater.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether a look misses a VM while another client of the host makes and deletes snapshots and checkpoints of it, and defines and
 * undefines others. {@code -Dlooks=20000} looks that often.
 */
class RestlessOwnerTest {

    private static final int LOOKS = Integer.getInteger("looks", 300);

    /** How many look at the same time, each over a connection of its own. */
    private static final int LOOKERS = 4;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger unread = new AtomicInteger();

    @Test
    void shouldMissNoVmThatWasDefinedThroughout(@TempDir Path directory) throws Exception {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        List<UUID> staying = Stream.generate(UUID::randomUUID).limit(3).sorted().toList();
        ExecutorService lookers = Executors.newFixedThreadPool(LOOKERS);
        try (LibvirtHost host = LibvirtHost.start(directory, 1);
                RestlessOwner owner = new RestlessOwner(host.uri())) {
            staying.forEach(owner::define);
            owner.snapshot(staying.get(0));
            owner.checkpoint(staying.get(1));
            owner.defineOthers();
            await().until(() -> owner.snapshots.get() > 0 && owner.checkpoints.get() > 0 && owner.others.get() > 0);

            Callable<Void> looker = () -> look(host.uri(), staying);
            for (Future<Void> ended : lookers.invokeAll(Collections.nCopies(LOOKERS, looker))) {
                ended.get();
            }

            System.out.printf(
                    "%d looks, %d missed a VM, %d of %d domains unread; meanwhile %d snapshots, %d checkpoints, %d other VMs%n",
                    LOOKS,
                    missed.get(),
                    unread.get(),
                    read.get(),
                    owner.snapshots.get(),
                    owner.checkpoints.get(),
                    owner.others.get());
            assertThat(missed).hasValue(0);
            assertThat(read.get()).isGreaterThanOrEqualTo(LOOKS * staying.size());
            assertThat(unread.get()).as("VMs that were found, but not read").isLessThanOrEqualTo(read.get() / 100);
            assertThat(owner.snapshots.get()).isGreaterThan(LOOKS / 40);
        } finally {
            lookers.shutdownNow();
        }
    }

    private Void look(String host, List<UUID> staying) throws HypervisorException {
        try (HostConnection connection = new LibvirtHypervisors().open(host)) {
            while (begun.incrementAndGet() <= LOOKS) {
                List<UUID> found = new ArrayList<>();
                for (Domain domain : connection.domains()) {
                    found.add(domain.id());
                    read.incrementAndGet();
                    unread.addAndGet(domain.unread().isPresent() ? 1 : 0);
                }
                missed.addAndGet(found.containsAll(staying) ? 0 : 1);
            }
        }
        return null;
    }
}
