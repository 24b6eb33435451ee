package io.slackwater.topology.update.vm;

import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.topology.update.row.VmRowMapper;
import io.slackwater.topology.update.shared.StateStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Stores the VMs of one task, with what each depends on. The processors of the task share it over the state stores; when a VM
 * is due, {@link DueVms} knows for the one of them that decides.
 */
final class VmRepository {

    private final KeyValueStore<String, StoredVm> vms;
    private final KeyValueStore<String, String> concerned;
    private final KeyValueStore<String, String> waking;
    private final KeyValueStore<String, String> requeued;

    VmRepository(ProcessingContext context) {
        this.vms = context.getStateStore(StateStores.VMS);
        this.concerned = context.getStateStore(StateStores.CONCERNED);
        this.waking = context.getStateStore(StateStores.WAKING);
        this.requeued = context.getStateStore(StateStores.REQUEUED);
    }

    Vm load(String vmId) {
        return find(vmId).orElseGet(() -> Vm.unknown(vmId));
    }

    /** Finds a VM; empty where nothing is kept of it. */
    Optional<Vm> find(String vmId) {
        return Optional.ofNullable(vms.get(vmId)).map(VmRowMapper::restore);
    }

    /** Keeps what happened to a VM, and has it looked at as soon as possible if it has open updates. */
    void keepAndRequeue(Vm vm) {
        keep(vm);
        if (!vm.updates().isEmpty()) {
            requeued.put(vm.id(), "");
        }
    }

    void keep(Vm vm) {
        index(vms.get(vm.id()), vm);
        vms.put(vm.id(), VmRowMapper.store(vm));
    }

    /** Has all VMs that a subject concerns looked at, bit by bit. */
    void requeue(String subject) {
        waking.put(subject, DependencyKeys.first(subject));
    }

    /**
     * Takes the VMs that are to be looked at as soon as possible.
     *
     * @param most of how many that a subject concerns, at most
     */
    List<String> takeRequeued(int most) {
        List<String> vmIds = new ArrayList<>();
        try (KeyValueIterator<String, String> all = requeued.all()) {
            all.forEachRemaining(entry -> vmIds.add(entry.key));
        }
        vmIds.forEach(requeued::delete);
        int left = most;
        KeyValue<String, String> next = firstWaking();
        while (next != null && left > 0) {
            List<String> some = takeRequeued(next.key, next.value, left);
            vmIds.addAll(some);
            left -= Math.max(some.size(), 1);
            next = firstWaking();
        }
        return vmIds;
    }

    private List<String> takeRequeued(String subject, String from, int most) {
        List<String> entries = new ArrayList<>();
        try (KeyValueIterator<String, String> next = concerned.range(from, DependencyKeys.last(subject))) {
            while (next.hasNext() && entries.size() < most) {
                entries.add(next.next().key);
            }
        }
        if (entries.size() < most) {
            waking.delete(subject);
        } else {
            waking.put(subject, DependencyKeys.behind(entries.get(entries.size() - 1)));
        }
        return entries.stream().map(DependencyKeys::vmOf).toList();
    }

    private @Nullable KeyValue<String, String> firstWaking() {
        try (KeyValueIterator<String, String> all = waking.all()) {
            return all.hasNext() ? all.next() : null;
        }
    }

    private void index(@Nullable StoredVm before, Vm vm) {
        Set<String> old = before == null ? Set.of() : DependencyKeys.of(VmRowMapper.restore(before));
        Set<String> current = DependencyKeys.of(vm);
        for (String subject : old) {
            if (!current.contains(subject)) {
                concerned.delete(DependencyKeys.entry(subject, vm.id()));
            }
        }
        for (String subject : current) {
            if (!old.contains(subject)) {
                concerned.put(DependencyKeys.entry(subject, vm.id()), "");
            }
        }
    }
}
