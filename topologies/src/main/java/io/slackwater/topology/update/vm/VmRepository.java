package io.slackwater.topology.update.vm;

import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.topology.update.row.VmRowMapper;
import io.slackwater.topology.update.shared.StateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The VMs of one task, with the two indexes that find those that need a look. */
final class VmRepository {

    /** Sorts before every other time: as soon as possible. */
    private static final Instant AT_ONCE = Instant.EPOCH;

    private static final int TIME_DIGITS = 13;

    private final KeyValueStore<String, StoredVm> vms;
    private final KeyValueStore<String, String> due;
    private final KeyValueStore<String, String> concerned;
    private final KeyValueStore<String, String> waking;

    VmRepository(ProcessingContext context) {
        this.vms = context.getStateStore(StateStores.VMS);
        this.due = context.getStateStore(StateStores.DUE);
        this.concerned = context.getStateStore(StateStores.CONCERNED);
        this.waking = context.getStateStore(StateStores.WAKING);
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
        moveDue(vm.id(), before == null ? Optional.empty() : before.getDueAt(), dueAt);
        index(before, vm);
        vms.put(vm.id(), VmRowMapper.store(vm, dueAt));
    }

    /** Has all VMs that a subject concerns looked at, bit by bit. */
    void requeue(String subject) {
        waking.put(subject, DependencyKeys.first(subject));
    }

    /** Goes on waking VMs, at most that many. */
    void requeueSome(int most) {
        int left = most;
        KeyValue<String, String> next = firstWaking();
        while (next != null && left > 0) {
            left -= requeueSome(next.key, next.value, left);
            next = firstWaking();
        }
    }

    /** Takes VMs that are due, earliest first, at most that many. */
    List<String> takeDue(Instant now, int most) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, String> earliest = due.range(timeKey(AT_ONCE), timeKey(now.plusMillis(1)))) {
            while (earliest.hasNext() && keys.size() < most) {
                keys.add(earliest.next().key);
            }
        }
        List<String> vmIds = new ArrayList<>();
        for (String key : keys) {
            due.delete(key);
            vmIds.add(key.substring(key.indexOf('/') + 1));
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
        } else {
            waking.put(subject, DependencyKeys.behind(entries.get(entries.size() - 1)));
        }
        return Math.max(entries.size(), 1);
    }

    private void requeueVm(String vmId) {
        StoredVm stored = vms.get(vmId);
        if (stored != null) {
            moveDue(vmId, stored.getDueAt(), Optional.of(AT_ONCE));
            vms.put(vmId, due(stored, AT_ONCE));
        }
    }

    private static StoredVm due(StoredVm stored, Instant at) {
        return new StoredVm(
                stored.getVmId(),
                stored.getSightings(),
                stored.getGoneSince().orElse(null),
                stored.getUnreadable(),
                stored.getUpdates(),
                stored.getEnded(),
                stored.getFailed(),
                stored.getRetried(),
                stored.getUsedWindows(),
                at,
                stored.getVerified().orElse(null));
    }

    private @Nullable KeyValue<String, String> firstWaking() {
        try (KeyValueIterator<String, String> all = waking.all()) {
            return all.hasNext() ? all.next() : null;
        }
    }

    private void moveDue(String vmId, Optional<Instant> before, Optional<Instant> after) {
        before.ifPresent(time -> due.delete(dueKey(time, vmId)));
        after.ifPresent(time -> due.put(dueKey(time, vmId), vmId));
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

    private static String dueKey(Instant time, String vmId) {
        return timeKey(time) + "/" + vmId;
    }

    /** Thirteen digits sort like the times that they say until the year 2286. */
    private static String timeKey(Instant time) {
        // Not by a format, which costs more than all else that is done of a due VM.
        String digits = Long.toString(time.toEpochMilli());
        return "0".repeat(TIME_DIGITS - digits.length()) + digits;
    }
}
