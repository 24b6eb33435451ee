package io.slackwater.topology.storage.state;

import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.UpdateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Updates that overtook their change: kept, one per store, update and phase, until it is heard of. */
public final class DeferredUpdates {

    private final KeyValueStore<String, UpdateEvent> parked;
    private final StateTopicBuffer stateTopic;

    DeferredUpdates(KeyValueStore<String, UpdateEvent> parked, StateTopicBuffer stateTopic) {
        this.parked = parked;
        this.stateTopic = stateTopic;
    }

    public void park(String store, UpdateEvent event) {
        // One topology decided all phases of an update but the first, so its times keep their order.
        String moment = CompoundKeys.time(event.getOccurredAt());
        String phase = event.getPhase().name();
        String key = CompoundKeys.of(event.getChangeId(), store, event.getUpdateId(), moment, phase);
        parked.put(key, event);
        stateTopic.awaiting(store, key, event);
    }

    /** Takes over what the state topic says of a row. */
    void restore(List<String> key, StorageState state) {
        if (StateTopicBuffer.Kind.AWAITING.isOf(key)) {
            String parkedKey = CompoundKeys.of(key.subList(2, key.size()).toArray(String[]::new));
            state.getAwaiting().ifPresentOrElse(event -> parked.put(parkedKey, event), () -> parked.delete(parkedKey));
        }
    }

    /** Returns the changes that are waited for. */
    public Set<String> changes() {
        Set<String> changes = new TreeSet<>();
        try (KeyValueIterator<String, UpdateEvent> rows = parked.all()) {
            rows.forEachRemaining(row -> changes.add(CompoundKeys.parts(row.key).get(0)));
        }
        return changes;
    }

    /** Takes all updates of a change off, and hands them on with their stores. */
    public void take(String changeId, BiConsumer<String, UpdateEvent> receiver) {
        List<KeyValue<String, UpdateEvent>> found = new ArrayList<>();
        try (KeyValueIterator<String, UpdateEvent> rows =
                parked.prefixScan(CompoundKeys.prefix(changeId), new StringSerializer())) {
            rows.forEachRemaining(found::add);
        }
        for (KeyValue<String, UpdateEvent> row : found) {
            String store = CompoundKeys.parts(row.key).get(1);
            parked.delete(row.key);
            stateTopic.awaitsNoMore(store, row.key);
            receiver.accept(store, row.value);
        }
    }
}
