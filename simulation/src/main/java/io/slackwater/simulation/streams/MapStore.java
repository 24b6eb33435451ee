package io.slackwater.simulation.streams;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A state store that is a sorted map. Values are kept as they are: whoever puts one does not change it afterwards. */
@SuppressWarnings("NullAway") // Kafka Streams' interfaces say nothing of null
public class MapStore<V> implements KeyValueStore<String, V> {

    private final String name;
    private final NavigableMap<String, V> rows = new TreeMap<>();

    MapStore(String name) {
        this.name = name;
    }

    /** Returns the rows as they are. */
    public NavigableMap<String, V> rows() {
        return rows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void put(String key, @Nullable V value) {
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put(key, value);
        }
    }

    @Override
    public @Nullable V putIfAbsent(String key, V value) {
        return rows.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<String, V>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public @Nullable V delete(String key) {
        return rows.remove(key);
    }

    @Override
    public @Nullable V get(String key) {
        return rows.get(key);
    }

    @Override
    public KeyValueIterator<String, V> range(@Nullable String from, @Nullable String to) {
        return new Rows(from == null ? rows.firstEntry() : rows.ceilingEntry(from), to, true, false);
    }

    @Override
    public KeyValueIterator<String, V> all() {
        return range(null, null);
    }

    @Override
    public KeyValueIterator<String, V> reverseRange(@Nullable String from, @Nullable String to) {
        return new Rows(to == null ? rows.lastEntry() : rows.floorEntry(to), from, true, true);
    }

    @Override
    public KeyValueIterator<String, V> reverseAll() {
        return new Rows(rows.lastEntry(), null, true, true);
    }

    @Override
    public <P extends Serializer<Q>, Q> KeyValueIterator<String, V> prefixScan(Q prefix, P serializer) {
        String from = String.valueOf(prefix);
        return new Rows(rows.ceilingEntry(from), from + Character.MAX_VALUE, false, false);
    }

    @Override
    public long approximateNumEntries() {
        return rows.size();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // There is nothing to be opened.
    }

    @Override
    public void flush() {
        // There is nothing to be written.
    }

    @Override
    public void close() {
        // There is nothing to be released.
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Goes from row to row by key, so that rows may come and go meanwhile. */
    private final class Rows implements KeyValueIterator<String, V> {

        private final @Nullable String end;
        private final boolean inclusive;
        private final boolean backwards;
        private Map.@Nullable Entry<String, V> next;

        Rows(Map.@Nullable Entry<String, V> first, @Nullable String end, boolean inclusive, boolean backwards) {
            this.end = end;
            this.inclusive = inclusive;
            this.backwards = backwards;
            this.next = bounded(first);
        }

        private Map.@Nullable Entry<String, V> bounded(Map.@Nullable Entry<String, V> row) {
            if (row == null || end == null) {
                return row;
            }
            int order = backwards ? end.compareTo(row.getKey()) : row.getKey().compareTo(end);
            return order < 0 || (inclusive && order == 0) ? row : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public KeyValue<String, V> next() {
            Map.Entry<String, V> row = next;
            if (row == null) {
                throw new NoSuchElementException("There is no other row in " + name);
            }
            next = bounded(backwards ? rows.lowerEntry(row.getKey()) : rows.higherEntry(row.getKey()));
            return new KeyValue<>(row.getKey(), row.getValue());
        }

        @Override
        public String peekNextKey() {
            if (next == null) {
                throw new NoSuchElementException("There is no other row in " + name);
            }
            return next.getKey();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
