package io.slackwater.topology.update.vm;

import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.streams.due.DueIndex;
import io.slackwater.topology.update.row.VmRowMapper;
import io.slackwater.topology.update.shared.StateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Stores the VMs of one task, with the two indexes that find those that need a look. */
final class VmRepository {

    /** Sorts before every other time: as soon as possible. */
    private static final Instant AT_ONCE = Instant.EPOCH;

    private final KeyValueStore<String, StoredVm> vms;
    private final KeyValueStore<String, Long> due;
    private final KeyValueStore<String, String> concerned;
    private final KeyValueStore<String, String> waking;
    private final DueIndex<VmKey> dueIndex = new DueIndex<>();
    private final NavigableMap<String, String> wakingSubjects = new TreeMap<>();

    VmRepository(ProcessingContext context) {
        this.vms = context.getStateStore(StateStores.VMS);
        this.due = context.getStateStore(StateStores.DUE);
        this.concerned = context.getStateStore(StateStores.CONCERNED);
        this.waking = context.getStateStore(StateStores.WAKING);
        try (KeyValueIterator<String, Long> rows = due.all()) {
            rows.forEachRemaining(row -> dueIndex.add(Instant.ofEpochMilli(row.value), VmKey.of(row.key)));
        }
        try (KeyValueIterator<String, String> rows = waking.all()) {
            rows.forEachRemaining(row -> wakingSubjects.put(row.key, row.value));
        }
    }

    Vm load(String vmId) {
        StoredVm stored = vms.get(vmId);
        return stored == null ? Vm.unknown(vmId) : VmRowMapper.restore(stored);
    }

    /** Keeps what happened to a VM, and has it looked at as soon as possible if it has open updates. */
    void keepAndRequeue(Vm vm) {
        keep(vm, vm.updates().isEmpty() ? Optional.empty() : Optional.of(AT_ONCE));
    }

    /**
     * Keeps a VM.
     *
     * @param dueAt when to look at it again; empty where only an event can change something
     */
    void keep(Vm vm, Optional<Instant> dueAt) {
        StoredVm before = vms.get(vm.id());
        index(before, vm);
        vms.put(vm.id(), VmRowMapper.store(vm));
        moveDue(vm.id(), dueAt);
    }

    /** Has all VMs that a subject concerns looked at, bit by bit. */
    void requeue(String subject) {
        wake(subject, DependencyKeys.first(subject));
    }

    /** Goes on waking VMs, at most that many. */
    void requeueSome(int most) {
        int left = most;
        while (!wakingSubjects.isEmpty() && left > 0) {
            Map.Entry<String, String> next = wakingSubjects.firstEntry();
            left -= requeueSome(next.getKey(), next.getValue(), left);
        }
    }

    /** Takes VMs that are due, earliest first, at most that many. */
    List<String> takeDue(Instant now, int most) {
        List<String> vmIds = new ArrayList<>();
        for (DueIndex.Entry<VmKey> entry : dueIndex.take(now, most)) {
            String vmId = entry.key().toString();
            due.delete(vmId);
            vmIds.add(vmId);
        }
        return vmIds;
    }

    private int requeueSome(String subject, String from, int most) {
        List<String> entries = new ArrayList<>();
        try (KeyValueIterator<String, String> next = concerned.range(from, DependencyKeys.last(subject))) {
            while (next.hasNext() && entries.size() < most) {
                entries.add(next.next().key);
            }
        }
        entries.forEach(entry -> requeueVm(DependencyKeys.vmOf(entry)));
        if (entries.size() < most) {
            waking.delete(subject);
            wakingSubjects.remove(subject);
        } else {
            wake(subject, DependencyKeys.behind(entries.get(entries.size() - 1)));
        }
        return Math.max(entries.size(), 1);
    }

    private void wake(String subject, String from) {
        waking.put(subject, from);
        wakingSubjects.put(subject, from);
    }

    private void requeueVm(String vmId) {
        if (vms.get(vmId) != null) {
            moveDue(vmId, Optional.of(AT_ONCE));
        }
    }

    private void moveDue(String vmId, Optional<Instant> after) {
        Long before = due.get(vmId);
        Long millis = after.map(Instant::toEpochMilli).orElse(null);
        if (Objects.equals(before, millis)) {
            return;
        }
        VmKey key = VmKey.of(vmId);
        if (before != null) {
            dueIndex.remove(Instant.ofEpochMilli(before), key);
        }
        if (millis == null) {
            due.delete(vmId);
        } else {
            due.put(vmId, millis);
            dueIndex.add(Instant.ofEpochMilli(millis), key);
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
