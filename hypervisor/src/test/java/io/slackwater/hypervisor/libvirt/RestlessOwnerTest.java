package io.slackwater.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether a look misses a VM while another client of the host makes and deletes snapshots and checkpoints of it, and defines and
 * undefines others. {@code -Dlooks=20000} looks that often.
 */
class RestlessOwnerTest {

    private static final int LOOKS = Integer.getInteger("looks", 300);

    @Test
    void shouldMissNoVmThatWasDefinedThroughout(@TempDir Path directory) throws Exception {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        List<UUID> staying = Stream.generate(UUID::randomUUID).limit(3).sorted().toList();
        int missed = 0;
        int read = 0;
        int unread = 0;
        try (LibvirtHost host = LibvirtHost.start(directory, 1);
                RestlessOwner owner = new RestlessOwner(host.uri());
                HostConnection connection = new LibvirtHypervisors().open(host.uri())) {
            staying.forEach(owner::define);
            owner.snapshot(staying.get(0));
            owner.checkpoint(staying.get(1));
            owner.defineOthers();
            await().until(() -> owner.snapshots.get() > 0 && owner.checkpoints.get() > 0 && owner.others.get() > 0);

            for (int look = 0; look < LOOKS; look++) {
                List<UUID> found = new ArrayList<>();
                for (Domain domain : connection.domains()) {
                    found.add(domain.id());
                    read++;
                    unread += domain.unread().isPresent() ? 1 : 0;
                }
                missed += found.containsAll(staying) ? 0 : 1;
            }

            System.out.printf(
                    "%d looks, %d missed a VM, %d of %d domains unread; meanwhile %d snapshots, %d checkpoints, %d other VMs%n",
                    LOOKS, missed, unread, read, owner.snapshots.get(), owner.checkpoints.get(), owner.others.get());
            assertThat(missed).isZero();
            assertThat(unread).as("VMs that were found, but not read").isLessThanOrEqualTo(read / 100);
            assertThat(owner.snapshots.get()).isGreaterThan(LOOKS / 10);
        }
    }
}
