package io.slackwater.simulation.streams;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Stores that count what is read of them: each get, each opened iterator, each row of one, and each deleted key that an
 * iterator walks over. RocksDB walks over the same keys, as long as it has not compacted them away.
 */
public final class CountedStores {

    private final Set<String> inMemory;
    private final Map<String, Long> reads = new TreeMap<>();
    private final Map<String, Long> skipped = new TreeMap<>();

    /**
     * Counts from 0.
     *
     * @param inMemory the stores that a deleted key leaves at once
     */
    public CountedStores(Set<String> inMemory) {
        this.inMemory = inMemory;
    }

    /** Returns the stores of another task, counted together with the others. */
    public TaskStores task(String task) {
        return new TaskStores(name -> new CountedStore<>(name, task + "/" + name));
    }

    /** Returns how often each store was read, by task and store. */
    public Map<String, Long> reads() {
        return reads;
    }

    /** Returns how many deleted keys were walked over, by task and store. */
    public Map<String, Long> skipped() {
        return skipped;
    }

    private final class CountedStore<V> extends MapStore<V> {

        private final String counter;
        private final NavigableSet<String> deleted = new TreeSet<>();

        CountedStore(String name, String counter) {
            super(name);
            this.counter = counter;
        }

        @Override
        public @Nullable V get(String key) {
            reads.merge(counter, 1L, Long::sum);
            return super.get(key);
        }

        @Override
        public void put(String key, @Nullable V value) {
            if (value == null) {
                delete(key);
            } else {
                deleted.remove(key);
                super.put(key, value);
            }
        }

        @Override
        public @Nullable V delete(String key) {
            V before = super.delete(key);
            if (before != null && !inMemory.contains(name())) {
                deleted.add(key);
            }
            return before;
        }

        @Override
        public KeyValueIterator<String, V> range(@Nullable String from, @Nullable String to) {
            return new Counted(super.range(from, to), from, to);
        }

        @Override
        public <P extends Serializer<Q>, Q> KeyValueIterator<String, V> prefixScan(Q prefix, P serializer) {
            String from = String.valueOf(prefix);
            return new Counted(super.prefixScan(prefix, serializer), from, from + Character.MAX_VALUE);
        }

        /** An iterator finds its next row before it is asked for it. */
        private final class Counted implements KeyValueIterator<String, V> {

            private final KeyValueIterator<String, V> rows;
            private final @Nullable String end;
            private @Nullable String from;

            Counted(KeyValueIterator<String, V> rows, @Nullable String from, @Nullable String end) {
                this.rows = rows;
                this.from = from;
                this.end = end;
                reads.merge(counter, 1L, Long::sum);
                walk();
            }

            private void walk() {
                String to = rows.hasNext() ? rows.peekNextKey() : end;
                NavigableSet<String> walked = from == null ? deleted : deleted.tailSet(from, true);
                walked = to == null ? walked : walked.headSet(to, false);
                skipped.merge(counter, (long) walked.size(), Long::sum);
                from = to;
            }

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public KeyValue<String, V> next() {
                reads.merge(counter, 1L, Long::sum);
                KeyValue<String, V> row = rows.next();
                if (rows.hasNext() || end != null) {
                    walk();
                }
                return row;
            }

            @Override
            public String peekNextKey() {
                return rows.peekNextKey();
            }

            @Override
            public void close() {
                rows.close();
            }
        }
    }
}
