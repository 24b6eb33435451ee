package io.slackwater.topology.storage.processor;

import io.slackwater.topology.storage.state.CompoundKeys;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Records that wait for the end of a replay, by store and stream, each stream in its order. */
final class DeferredRecords<V> {

    private final KeyValueStore<String, V> rows;

    DeferredRecords(KeyValueStore<String, V> rows) {
        this.rows = rows;
    }

    /**
     * A record that waited.
     *
     * @param eventId empty where its writer gave it none
     */
    record Waiting<V>(String store, String stream, String eventId, V value) {}

    /**
     * Adds a record.
     *
     * @param offset its place in its stream; another record with the same place and id takes its place
     */
    void add(String store, String stream, long offset, String eventId, V value) {
        rows.put(CompoundKeys.of(store, stream, HexFormat.of().toHexDigits(offset), eventId), value);
    }

    /** Takes the records of one stream off, in order; empty if there are no more. */
    List<Waiting<V>> takeStream() {
        Optional<String> first = firstKey();
        if (first.isEmpty()) {
            return List.of();
        }
        List<String> parts = CompoundKeys.parts(first.get());
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> stream =
                rows.prefixScan(CompoundKeys.prefix(parts.get(0), parts.get(1)), new StringSerializer())) {
            stream.forEachRemaining(found::add);
        }
        found.forEach(row -> rows.delete(row.key));
        return found.stream()
                .map(row -> new Waiting<>(
                        parts.get(0), parts.get(1), CompoundKeys.parts(row.key).get(3), row.value))
                .toList();
    }

    /** Returns what of a stream comes after its last event that was heard; all of it where that is not among it. */
    static <V> List<Waiting<V>> unheard(List<Waiting<V>> stream, Optional<String> lastHeard) {
        for (int index = stream.size() - 1; index >= 0 && lastHeard.isPresent(); index--) {
            if (stream.get(index).eventId().equals(lastHeard.get())) {
                return stream.subList(index + 1, stream.size());
            }
        }
        return stream;
    }

    private Optional<String> firstKey() {
        try (KeyValueIterator<String, V> all = rows.all()) {
            return all.hasNext() ? Optional.of(all.next().key) : Optional.empty();
        }
    }
}
