package io.slackwater.topology.storage.processor;

import io.slackwater.topology.storage.index.KeyOrder;
import io.slackwater.topology.storage.state.CompoundKeys;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Records that wait for the end of a replay, by store and stream, each stream in its order. They are taken in one pass over
 * the state store, some at a time, so that no transaction grows with a stream, and no step walks over what was taken before.
 */
final class DeferredRecords<V> {

    private final KeyValueStore<String, V> rows;
    private final BiFunction<String, String, Optional<String>> lastApplied;

    /** What came when the pass was beyond it. */
    private final NavigableSet<String> late = new TreeSet<>(KeyOrder.BY_BYTES);

    /** The first key that the pass may come to. */
    private String next = "";

    private boolean isThrough;

    /** The stream that the pass is in, as what its keys begin with, and the key of its last record that was applied before. */
    private String stream = "";

    private String appliedUpTo = "";

    /**
     * Goes on with the records that a store has.
     *
     * @param lastApplied returns the id of the event of a store and stream that was applied last; empty where none was
     */
    DeferredRecords(KeyValueStore<String, V> rows, BiFunction<String, String, Optional<String>> lastApplied) {
        this.rows = rows;
        this.lastApplied = lastApplied;
    }

    /**
     * A record that waited.
     *
     * @param eventId empty where its writer gave it none
     * @param isApplied whether it was applied before the state was lost
     */
    record Waiting<V>(String store, String stream, String eventId, V value, boolean isApplied) {}

    /**
     * Adds a record.
     *
     * @param offset its place in its stream; another record with the same place and id takes its place
     */
    void add(String store, String stream, long offset, String eventId, V value) {
        String key = CompoundKeys.of(store, stream, HexFormat.of().toHexDigits(offset), eventId);
        rows.put(key, value);
        if (isThrough || KeyOrder.BY_BYTES.compare(key, next) < 0) {
            late.add(key);
        }
    }

    /** Takes the next records off, each stream in its order, at most so many; none if there are no more. */
    List<Waiting<V>> take(int most) {
        List<KeyValue<String, V>> found = isThrough ? List.of() : pass(most);
        boolean isLate = found.isEmpty();
        if (isLate) {
            found = late.stream()
                    .limit(most)
                    .map(key -> KeyValue.pair(key, rows.get(key)))
                    .toList();
        }
        List<Waiting<V>> taken = new ArrayList<>();
        for (KeyValue<String, V> row : found) {
            taken.add(waiting(row, isLate));
        }
        for (KeyValue<String, V> row : found) {
            rows.delete(row.key);
            late.remove(row.key);
        }
        return taken;
    }

    private List<KeyValue<String, V>> pass(int most) {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> further = next.isEmpty() ? rows.all() : rows.range(next, null)) {
            while (found.size() < most && further.hasNext()) {
                found.add(further.next());
            }
            isThrough = !further.hasNext();
        }
        if (!found.isEmpty()) {
            next = found.get(found.size() - 1).key + '\0';
        }
        return found;
    }

    private Waiting<V> waiting(KeyValue<String, V> row, boolean isLate) {
        List<String> parts = CompoundKeys.parts(row.key);
        String of = CompoundKeys.prefix(parts.get(0), parts.get(1));
        if (!of.equals(stream)) {
            stream = of;
            appliedUpTo = lastApplied
                    .apply(parts.get(0), parts.get(1))
                    .map(eventId -> isLate ? lastLate(eventId) : lastWaiting(eventId))
                    .orElse("");
        }
        boolean isApplied = KeyOrder.BY_BYTES.compare(row.key, appliedUpTo) <= 0;
        return new Waiting<>(parts.get(0), parts.get(1), parts.get(3), row.value, isApplied);
    }

    /** Returns the key of the last record of the stream with an id; empty where there is none. */
    private String lastWaiting(String eventId) {
        try (KeyValueIterator<String, V> backwards = rows.reverseRange(stream, behindStream())) {
            while (backwards.hasNext()) {
                String key = backwards.next().key;
                if (idOf(key).equals(eventId)) {
                    return key;
                }
            }
        }
        return "";
    }

    private String lastLate(String eventId) {
        return late.subSet(stream, true, behindStream(), false).descendingSet().stream()
                .filter(key -> idOf(key).equals(eventId))
                .findFirst()
                .orElse("");
    }

    private String behindStream() {
        return stream.substring(0, stream.length() - 1) + '\1';
    }

    private static String idOf(String key) {
        return CompoundKeys.parts(key).get(3);
    }
}
