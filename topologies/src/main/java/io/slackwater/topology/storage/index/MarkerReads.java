package io.slackwater.topology.storage.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * After how many events of markers each host was read last, the earliest read first; and the number of the last event of each
 * store's marker. For the thread of one task.
 */
public final class MarkerReads {

    private static final int NAMED = 10;

    private final Map<String, Read> byHost = new HashMap<>();
    private final NavigableMap<Read, Instant> reads = new TreeMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final NavigableMap<Long, Set<String>> stores = new TreeMap<>();

    private record Read(long events, String hostId) implements Comparable<Read> {

        private static final Comparator<Read> ORDER =
                Comparator.comparingLong(Read::events).thenComparing(Read::hostId);

        @Override
        public int compareTo(Read other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Puts a host in, in place of what was known of it.
     *
     * @param events of markers that its last sync began after; -1 where nobody said how many
     */
    public void put(String hostId, long events, Instant declaredAt) {
        remove(hostId);
        Read read = new Read(events, hostId);
        byHost.put(hostId, read);
        reads.put(read, declaredAt);
    }

    /** Takes a host out; without one nothing happens. */
    public void remove(String hostId) {
        Read read = byHost.remove(hostId);
        if (read != null) {
            reads.remove(read);
        }
    }

    /** Takes note of an event of a store's marker. */
    public void marked(String store, long number) {
        stores.computeIfAbsent(number, first -> new TreeSet<>()).add(store);
        numbers.merge(store, number, Math::max);
    }

    /** Returns the number of the last event of a store's marker; empty where there was none. */
    public Optional<Long> numberOf(String store) {
        return Optional.ofNullable(numbers.get(store));
    }

    /**
     * Returns the stores of events behind one, up to another.
     *
     * @param isWanted of which stores
     */
    public List<String> markedBetween(long behind, long upTo, Predicate<String> isWanted) {
        if (behind >= upTo) {
            return List.of();
        }
        return stores.subMap(behind, false, upTo, true).values().stream()
                .flatMap(Set::stream)
                .filter(isWanted)
                .toList();
    }

    /**
     * Returns hosts that were read before an event, and declared after what a person's list covers: a few where they are many.
     *
     * @param isSeen whether a host shows the store, so that it is known to have it
     */
    public List<String> readBefore(long number, Instant covered, Predicate<String> isSeen) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Read, Instant> read :
                reads.headMap(new Read(number, ""), false).entrySet()) {
            String hostId = read.getKey().hostId();
            if (read.getValue().isAfter(covered) && !isSeen.test(hostId)) {
                found.add(hostId);
            }
            if (found.size() == NAMED) {
                break;
            }
        }
        return found;
    }
}
