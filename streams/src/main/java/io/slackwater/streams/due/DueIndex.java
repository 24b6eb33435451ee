package io.slackwater.streams.due;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keys in the order of the times at which they are due, on the heap. The state store keeps one row per key, and the index
 * is built from these rows when its task begins. A queue in RocksDB would walk over all that was taken off its head since
 * the last compaction, at each take.
 *
 * <p>For the thread of one task.
 *
 * @param <K> what is due; keys that are due at one time are taken in their own order
 */
public final class DueIndex<K extends Comparable<? super K>> {

    private final NavigableSet<Entry<K>> entries =
            new TreeSet<>(Comparator.<Entry<K>>comparingLong(Entry::atMillis).thenComparing(Entry::key));

    /** A key and when it is due, in milliseconds since 1970. */
    public record Entry<K>(long atMillis, K key) {}

    /** Adds a key; one that is due at two times is taken twice. */
    public void add(Instant at, K key) {
        entries.add(new Entry<>(at.toEpochMilli(), key));
    }

    /** Takes a key out that is due at this time; without one nothing happens. */
    public void remove(Instant at, K key) {
        entries.remove(new Entry<>(at.toEpochMilli(), key));
    }

    /**
     * Takes out what is due by now, the earliest first.
     *
     * @param most how many at most
     */
    public List<Entry<K>> take(Instant now, int most) {
        List<Entry<K>> taken = new ArrayList<>();
        while (taken.size() < most && isDue(now)) {
            taken.add(entries.pollFirst());
        }
        return taken;
    }

    /** Returns when the earliest is due; empty while nothing is. */
    public Optional<Instant> first() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(entries.first().atMillis()));
    }

    /** Returns how many entries there are. */
    public int size() {
        return entries.size();
    }

    private boolean isDue(Instant now) {
        return !entries.isEmpty() && entries.first().atMillis() <= now.toEpochMilli();
    }
}
