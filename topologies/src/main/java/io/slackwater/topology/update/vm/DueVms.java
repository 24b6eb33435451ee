package io.slackwater.topology.update.vm;

import io.slackwater.streams.due.DueIndex;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stores when each VM of one task is due, and finds those that are. Its index is on the heap: one processor of a task has it. */
final class DueVms {

    /** Sorts before every other time: as soon as possible. */
    static final Instant AT_ONCE = Instant.EPOCH;

    private final KeyValueStore<String, Long> times;
    private final DueIndex<VmKey> index = new DueIndex<>();

    DueVms(ProcessingContext context) {
        times = context.getStateStore(ExecutorStateStores.DUE);
        try (KeyValueIterator<String, Long> rows = times.all()) {
            rows.forEachRemaining(row -> index.add(Instant.ofEpochMilli(row.value), VmKey.of(row.key)));
        }
    }

    /**
     * Says when a VM is to be looked at, in place of what was said before.
     *
     * @param at empty where only an event can change something
     */
    void put(String vmId, Optional<Instant> at) {
        Long before = times.get(vmId);
        Long after = at.map(Instant::toEpochMilli).orElse(null);
        if (!Objects.equals(before, after)) {
            times.put(vmId, after);
        }
        VmKey key = VmKey.of(vmId);
        if (before != null) {
            index.remove(Instant.ofEpochMilli(before), key);
        }
        at.ifPresent(time -> index.add(time, key));
    }

    /**
     * A VM that is due.
     *
     * @param isTimed whether it was to be decided about at that time, and nothing happened to it since
     */
    record Due(String vmId, boolean isTimed) {}

    /**
     * Takes VMs that are due, earliest first, at most that many. Their rows stay until {@link #put} says of each when it is to be looked
     * at again: one write for each, not two.
     */
    List<Due> take(Instant now, int most) {
        List<Due> taken = new ArrayList<>();
        for (DueIndex.Entry<VmKey> entry : index.take(now, most)) {
            String vmId = entry.key().toString();
            taken.add(new Due(vmId, entry.atMillis() != AT_ONCE.toEpochMilli()));
        }
        return taken;
    }
}
