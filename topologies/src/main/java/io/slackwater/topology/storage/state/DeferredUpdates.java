package io.slackwater.topology.storage.state;

import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.UpdateEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Updates that overtook their change: kept, one per store, update and phase, until it is heard of. */
public final class DeferredUpdates {

    private final KeyValueStore<String, UpdateEvent> deferred;
    private final StateTopicBuffer stateTopic;

    /** By change: how many of its updates are kept. */
    private final NavigableMap<String, Integer> numbers = new TreeMap<>();

    /** By change whose updates are being taken: the first key that may be among the next. */
    private final Map<String, String> cursors = new HashMap<>();

    DeferredUpdates(KeyValueStore<String, UpdateEvent> deferred, StateTopicBuffer stateTopic) {
        this.deferred = deferred;
        this.stateTopic = stateTopic;
        try (KeyValueIterator<String, UpdateEvent> rows = deferred.all()) {
            rows.forEachRemaining(row -> count(row.key, 1));
        }
    }

    public void defer(String store, UpdateEvent event) {
        // One topology decided all phases of an update but the first, so its times keep their order.
        String moment = CompoundKeys.time(event.getOccurredAt());
        String phase = event.getPhase().name();
        String key = CompoundKeys.of(event.getChangeId(), store, event.getUpdateId(), moment, phase);
        put(key, event);
        stateTopic.awaiting(store, key, event);
    }

    /** Takes over what the state topic says of a row. */
    void restore(List<String> key, StorageState state) {
        if (StateTopicBuffer.Kind.AWAITING.isOf(key)) {
            String deferredKey = CompoundKeys.of(key.subList(2, key.size()).toArray(String[]::new));
            state.getAwaiting().ifPresentOrElse(event -> put(deferredKey, event), () -> delete(deferredKey));
        }
    }

    /** Whether updates of a change are kept: later ones are to be kept, too, so that they come after them. */
    public boolean isWaiting(String changeId) {
        return numbers.containsKey(changeId);
    }

    /**
     * Takes updates of changes that are known off, and hands them on with their stores.
     *
     * @param most how many at most
     * @return how many it took
     */
    public int take(Predicate<String> isKnown, int most, BiConsumer<String, UpdateEvent> receiver) {
        int taken = 0;
        for (String changeId : List.copyOf(numbers.keySet())) {
            while (taken < most && isWaiting(changeId) && isKnown.test(changeId)) {
                taken += take(changeId, most - taken, receiver);
            }
        }
        return taken;
    }

    /** Takes the next ones of a change; those that came behind the cursor when it has been at the end. */
    private int take(String changeId, int most, BiConsumer<String, UpdateEvent> receiver) {
        List<KeyValue<String, UpdateEvent>> found = new ArrayList<>();
        String from = cursors.getOrDefault(changeId, CompoundKeys.prefix(changeId));
        try (KeyValueIterator<String, UpdateEvent> rows = deferred.range(from, CompoundKeys.behind(changeId))) {
            while (rows.hasNext() && found.size() < most) {
                found.add(rows.next());
            }
        }
        if (found.size() < most) {
            cursors.remove(changeId);
        } else {
            cursors.put(changeId, found.get(most - 1).key + '\0');
        }
        for (KeyValue<String, UpdateEvent> row : found) {
            String store = CompoundKeys.parts(row.key).get(1);
            delete(row.key);
            stateTopic.awaitsNoMore(store, row.key);
            receiver.accept(store, row.value);
        }
        return found.size();
    }

    private void put(String key, UpdateEvent event) {
        if (deferred.get(key) == null) {
            count(key, 1);
        }
        deferred.put(key, event);
    }

    private void delete(String key) {
        if (deferred.delete(key) != null) {
            count(key, -1);
        }
    }

    private void count(String key, int more) {
        String changeId = CompoundKeys.parts(key).get(0);
        numbers.merge(changeId, more, Integer::sum);
        numbers.remove(changeId, 0);
    }
}
