package io.slackwater.topology.storage.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The first rows under a prefix of a state store, on the heap, with how far they were read. Rows go, and RocksDB walks over
 * each that went since the last compaction at every scan. A reader of the first rows goes on where it read last, so that it
 * walks over none twice.
 *
 * <p>For the thread of one task, which writes the rows here and nowhere else.
 *
 * @param <V> a row
 */
public final class FirstRows<V> {

    private static final int READ_AT_ONCE = 16;
    private static final int KEPT = 3 * READ_AT_ONCE;

    private final KeyValueStore<String, V> store;
    private final Map<String, Window<V>> windows;

    /**
     * Reads from a store.
     *
     * @param prefixes of how many prefixes rows are kept, those that were asked for last
     */
    public FirstRows(KeyValueStore<String, V> store, int prefixes) {
        this.store = store;
        this.windows = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Window<V>> eldest) {
                return size() > prefixes;
            }
        };
    }

    /** Writes a row; its key begins with the prefix. */
    public void put(String prefix, String key, V row) {
        store.put(key, row);
        Window<V> window = windows.get(prefix);
        if (window != null) {
            window.put(key, row);
        }
    }

    /** Removes a row. */
    public void delete(String prefix, String key) {
        store.delete(key);
        Window<V> window = windows.get(prefix);
        if (window != null) {
            window.rows.remove(key);
        }
    }

    /**
     * Returns the rows under a prefix in the order of their keys. What is not on the heap is read when it is asked for. Nothing is to be
     * written meanwhile.
     *
     * @param prefix ends with a character after which no other key's sorts
     */
    public Iterator<KeyValue<String, V>> rows(String prefix) {
        Window<V> window = windows.computeIfAbsent(prefix, first -> new Window<>());
        return new Rows(prefix, window);
    }

    private void readOn(String prefix, Window<V> window) {
        String from = window.readTo == null ? prefix : window.readTo + '\0';
        try (KeyValueIterator<String, V> further = store.range(from, behind(prefix))) {
            for (int read = 0; read < READ_AT_ONCE && further.hasNext(); read++) {
                KeyValue<String, V> row = further.next();
                window.rows.put(row.key, row.value);
                window.readTo = row.key;
            }
            window.isWhole = !further.hasNext();
        }
    }

    private static String behind(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    /** All rows up to a key. */
    private static final class Window<V> {

        private final NavigableMap<String, V> rows = new TreeMap<>(KeyOrder.BY_BYTES);
        private @Nullable String readTo;
        private boolean isWhole;

        void put(String key, V row) {
            if (!isWhole && (readTo == null || KeyOrder.BY_BYTES.compare(key, readTo) > 0)) {
                return;
            }
            rows.put(key, row);
            if (rows.size() > KEPT) {
                while (rows.size() > READ_AT_ONCE) {
                    rows.pollLastEntry();
                }
                readTo = rows.lastKey();
                isWhole = false;
            }
        }
    }

    /** Goes over a window, and reads on behind it. */
    private final class Rows implements Iterator<KeyValue<String, V>> {

        private final String prefix;
        private final Window<V> window;
        private @Nullable String at;

        Rows(String prefix, Window<V> window) {
            this.prefix = prefix;
            this.window = window;
        }

        @Override
        public boolean hasNext() {
            if (following() == null && !window.isWhole) {
                readOn(prefix, window);
            }
            return following() != null;
        }

        @Override
        public KeyValue<String, V> next() {
            Map.Entry<String, V> row = hasNext() ? following() : null;
            if (row == null) {
                throw new NoSuchElementException("There is no other row under " + prefix);
            }
            at = row.getKey();
            return KeyValue.pair(row.getKey(), row.getValue());
        }

        private Map.@Nullable Entry<String, V> following() {
            return at == null ? window.rows.firstEntry() : window.rows.higherEntry(at);
        }
    }
}
