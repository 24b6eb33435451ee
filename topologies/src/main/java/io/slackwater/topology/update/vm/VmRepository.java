package io.slackwater.topology.update.vm;

import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.streams.Decoded;
import io.slackwater.topology.update.row.VmRowMapper;
import io.slackwater.topology.update.shared.ExecutorStateStores;
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
        this.vms = context.getStateStore(ExecutorStateStores.VMS);
        this.concerned = context.getStateStore(ExecutorStateStores.CONCERNED);
        this.waking = context.getStateStore(ExecutorStateStores.WAKING);
        this.requeued = context.getStateStore(ExecutorStateStores.REQUEUED);
    }

    /** Reads what is kept of a VM. It is read once for what is then kept of it. */
    KeptVm load(String vmId) {
        Optional<StoredVm> stored = Optional.ofNullable(vms.get(vmId));
        return new KeptVm(
                stored.map(StoredVm::getPublished),
                stored.map(VmRowMapper::restore).orElseGet(() -> Vm.unknown(vmId)));
    }

    /** Keeps what happened to a VM, and has it looked at as soon as possible if that can change something. */
    void keepAndRequeue(KeptVm before, Vm vm) {
        if (keep(before, vm)) {
            requeued.put(vm.id(), "");
        }
    }

    /** Keeps what happened to a VM, and returns whether it is to be looked at as soon as possible. */
    boolean keep(KeptVm before, Vm vm) {
        return keep(before, vm, before.isPublished(vm));
    }

    /** Keeps a VM as it is by a row of the state topic, and returns whether it is to be looked at as soon as possible. */
    boolean keepRestored(KeptVm before, Vm vm, Decoded<VmUpdateState> row) {
        boolean isPublished =
                row instanceof Decoded.Value<VmUpdateState> read && read.value().equals(UpdateStateRows.row(vm));
        return keep(before, vm, isPublished);
    }

    /**
     * Keeps a VM of which the state topic has lost the row.
     *
     * @return whether it is to be looked at as soon as possible; empty if nothing is kept of it
     */
    Optional<Boolean> keepUnpublished(KeptVm before, Vm vm) {
        return before.isKept() ? Optional.of(keep(before, vm, false)) : Optional.empty();
    }

    /**
     * Keeps a VM that was decided about.
     *
     * @return the row to publish; empty if the state topic has what is known of its updates
     */
    Optional<VmUpdateState> keepDecided(KeptVm before, Vm vm) {
        boolean isPublished = before.isPublished(vm);
        boolean isToPublish = !isPublished && UpdateStateRows.isToPublish(vm);
        if (isToPublish || !vm.equals(before.vm())) {
            store(before, vm, isPublished || isToPublish);
        }
        return isToPublish ? Optional.of(UpdateStateRows.row(vm)) : Optional.empty();
    }

    /** Keeps nothing of a VM any more, and returns whether the state topic may have a row of it. */
    boolean forget(Vm vm) {
        index(vm, Vm.unknown(vm.id()));
        vms.delete(vm.id());
        return UpdateStateRows.mayHaveRow(vm);
    }

    private boolean keep(KeptVm before, Vm vm, boolean isPublished) {
        store(before, vm, isPublished);
        return !vm.updates().isEmpty() || vm.isIdle() || (!isPublished && UpdateStateRows.isToPublish(vm));
    }

    private void store(KeptVm before, Vm vm, boolean isPublished) {
        index(before.vm(), vm);
        vms.put(vm.id(), VmRowMapper.store(vm, isPublished));
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

    private void index(Vm before, Vm vm) {
        Set<String> old = DependencyKeys.of(before);
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
