package io.slackwater.worker.watch.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.lab.host.GlusterServer;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.schemas.HostStore;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that two real hosts have by a network file system. */
class NetworkStoreTest {

    private static final String POOL = "shared";
    private static final String STORE = "lab-1/shared";

    @Test
    void shouldBeOneStoreAlsoWhileAHostIsCutOff(@TempDir Path directory) throws Exception {
        Optional<String> missing = GlusterServer.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        try (GlusterServer server = GlusterServer.start(directory, 64);
                LibvirtHost first = LibvirtHost.start(directory, 1, server);
                LibvirtHost second = LibvirtHost.start(directory, 2, server);
                HostConnection one = new StandardHypervisors().open(first.uri());
                HostConnection other = new StandardHypervisors().open(second.uri())) {
            server.addPool(first, POOL, directory.resolve(POOL));
            server.addPool(second, POOL, directory.resolve(POOL));
            first.virsh().run("vol-create-as", POOL, "slackwater-store:lab-1:shared", "512b");

            StoreIndex here = StoreIndex.of("lab-1", one.pools(), StoreIndex.empty());
            StoreIndex there = StoreIndex.of("lab-2", other.pools(), StoreIndex.empty());
            assertIsTheStore(here, true);
            assertIsTheStore(there, true);

            second.breakMounts();
            assertThatThrownBy(other::pools).isInstanceOf(HypervisorException.Unreachable.class);
            StoreIndex cutOff = StoreIndex.of("lab-2", other.pools(), there);
            assertIsTheStore(cutOff, false);

            second.virsh().run("pool-start", POOL);
            assertIsTheStore(StoreIndex.of("lab-2", other.pools(), cutOff), true);
        }
    }

    private static void assertIsTheStore(StoreIndex stores, boolean active) {
        assertThat(stores.describe(pool -> ""))
                .extracting(HostStore::getStore, HostStore::getPoolType, HostStore::getActive)
                .containsExactly(tuple(STORE, "netfs", active));
    }
}
