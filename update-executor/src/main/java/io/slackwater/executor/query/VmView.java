package io.slackwater.executor.query;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.streams.view.StateNotLocalException;
import io.slackwater.topology.update.row.CatalogueRowMapper;
import io.slackwater.topology.update.row.VmRowMapper;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import io.slackwater.topology.update.vm.DependencyKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the VMs that the tasks of this instance keep. Of several instances each has some of them. */
@Singleton
public final class VmView {

    private final LocalStores stores;
    private final VmPartitions partitions;
    private final PolicyReader reader;

    VmView(LocalStores stores, VmPartitions partitions, Policy builtIn) {
        this.stores = stores;
        this.partitions = partitions;
        this.reader = new PolicyReader(builtIn);
    }

    /**
     * A VM, and what its task knows beyond it.
     *
     * @param vm as it was decided about last
     */
    public record Known(Vm vm, Catalogue catalogue) {}

    /**
     * How much was looked at.
     *
     * @param partitionsHere over how many partitions of VMs
     * @param partitions how many there are
     * @param reachedTheBound whether there is more in these than was to be looked at
     */
    public record Coverage(int partitionsHere, int partitions, boolean reachedTheBound) {

        /** Whether nothing was left out. */
        public boolean isWhole() {
            return partitionsHere == partitions && !reachedTheBound;
        }
    }

    /**
     * Returns a VM, or empty where nothing was ever heard of it.
     *
     * @throws StateNotLocalException if another instance keeps it
     */
    public Optional<Known> find(String vmId) {
        stores.requireWhole();
        int partition = partitions.of(vmId);
        return load(vmId, partition).map(vm -> new Known(vm, new TaskCatalogue(stores, partition, reader)));
    }

    /**
     * Looks at the VMs with open updates that a subject concerns.
     *
     * @param most at how many at most
     * @throws StateNotLocalException if this instance keeps no VMs
     */
    public Coverage look(String subject, int most, Consumer<Vm> each) {
        return lookKnown(subject, most, known -> each.accept(known.vm()));
    }

    /** The same with what their tasks know beyond them. */
    public Coverage lookKnown(String subject, int most, Consumer<Known> each) {
        return over(
                most,
                (catalogue, partition, left) -> stores.<String, Integer>ask(
                        ExecutorStateStores.CONCERNED,
                        partition,
                        "VMs",
                        store -> look(store, subject, left, vmId -> load(vmId, partition)
                                .ifPresent(vm -> each.accept(new Known(vm, catalogue))))));
    }

    /** Looks at all VMs of which anything was heard; see {@link #look}. */
    public Coverage lookAtAll(int most, Consumer<Known> each) {
        return over(
                most,
                (catalogue, partition, left) -> stores.<StoredVm, Integer>ask(
                        ExecutorStateStores.VMS, partition, "VMs", store -> all(store, catalogue, left, each)));
    }

    /** Looks at one partition, and returns how many may be looked at after it; less than none where it has more. */
    private interface PartitionLook {
        int look(Catalogue catalogue, int partition, int left);
    }

    private Coverage over(int most, PartitionLook partitionLook) {
        stores.requireWhole();
        int here = 0;
        int left = most;
        StateNotLocalException elsewhere = null;
        for (int partition = 0; partition < partitions.count(); partition++) {
            try {
                left = partitionLook.look(new TaskCatalogue(stores, partition, reader), partition, left);
                here++;
            } catch (StateNotLocalException notThisOne) {
                elsewhere = notThisOne;
            }
        }
        if (here == 0 && elsewhere != null) {
            throw elsewhere;
        }
        return new Coverage(here, partitions.count(), left < 0);
    }

    /**
     * Returns the hosts of the fleet that are not reached, the longest away first, but for retired ones.
     *
     * @throws StateNotLocalException if this instance keeps no VMs
     */
    public List<HostInfo> away() {
        stores.requireWhole();
        StateNotLocalException elsewhere = null;
        // Every partition knows of every host.
        for (int partition = 0; partition < partitions.count(); partition++) {
            try {
                return stores.<StoredHost, List<HostInfo>>ask(
                        ExecutorStateStores.HOSTS, partition, "hosts", VmView::away);
            } catch (StateNotLocalException notThisOne) {
                elsewhere = notThisOne;
            }
        }
        throw Optional.ofNullable(elsewhere).orElseThrow();
    }

    private static List<HostInfo> away(ReadOnlyKeyValueStore<String, StoredHost> hosts) {
        List<HostInfo> away = new ArrayList<>();
        try (KeyValueIterator<String, StoredHost> rows = hosts.all()) {
            rows.forEachRemaining(row -> away.add(CatalogueRowMapper.restore(row.value)));
        }
        away.removeIf(host -> host.reachable() || host.retired());
        away.sort(Comparator.comparing(HostInfo::linkSince).thenComparing(HostInfo::hostId));
        return away;
    }

    private static int look(
            ReadOnlyKeyValueStore<String, String> concerned, String subject, int most, Consumer<String> each) {
        int left = most;
        try (KeyValueIterator<String, String> entries =
                concerned.range(DependencyKeys.first(subject), DependencyKeys.last(subject))) {
            while (left >= 0 && entries.hasNext()) {
                String vmId = DependencyKeys.vmOf(entries.next().key);
                if (--left >= 0) {
                    each.accept(vmId);
                }
            }
        }
        return left;
    }

    private static int all(
            ReadOnlyKeyValueStore<String, StoredVm> vms, Catalogue catalogue, int most, Consumer<Known> each) {
        int left = most;
        try (KeyValueIterator<String, StoredVm> rows = vms.all()) {
            while (left >= 0 && rows.hasNext()) {
                StoredVm row = rows.next().value;
                if (--left >= 0) {
                    each.accept(new Known(VmRowMapper.restore(row), catalogue));
                }
            }
        }
        return left;
    }

    private Optional<Vm> load(String vmId, int partition) {
        return stores.<StoredVm, Optional<StoredVm>>ask(
                        ExecutorStateStores.VMS, partition, "VM " + vmId, kept -> Optional.ofNullable(kept.get(vmId)))
                .map(VmRowMapper::restore);
    }
}
