package io.slackwater.topology.storage.index;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The hosts that were declared and never synced, those declared last first. A person's list of the hosts of a store covers
 * those that were declared before it, so that the first ones tell for each store which of them it waits for. For the thread of
 * one task.
 */
public final class NeverSyncedHosts {

    private static final int NAMED = 10;

    private final Map<String, Instant> declared = new HashMap<>();
    private final NavigableSet<Declared> newest = new TreeSet<>(Declared.NEWEST_FIRST);

    private record Declared(Instant at, String hostId) {
        private static final Comparator<Declared> NEWEST_FIRST =
                Comparator.comparing(Declared::at).reversed().thenComparing(Declared::hostId);
    }

    /** Puts a host in, with when it was declared, in place of what was known of it. */
    public void put(String hostId, Instant declaredAt) {
        remove(hostId);
        declared.put(hostId, declaredAt);
        newest.add(new Declared(declaredAt, hostId));
    }

    /** Takes a host out, and returns whether it was there. */
    public boolean remove(String hostId) {
        Instant at = declared.remove(hostId);
        return at != null && newest.remove(new Declared(at, hostId));
    }

    /** Whether some store may name the host as one that it waits for. */
    public boolean isNamed(String hostId) {
        return declared.containsKey(hostId)
                && newest.stream().limit(NAMED).anyMatch(host -> host.hostId().equals(hostId));
    }

    /** Returns hosts that were declared after a time, a few where they are many. */
    public List<String> declaredAfter(Instant time) {
        return newest.stream()
                .limit(NAMED)
                .takeWhile(host -> host.at().isAfter(time))
                .map(Declared::hostId)
                .toList();
    }
}
