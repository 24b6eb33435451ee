package io.slackwater.topology.match;

import io.slackwater.domain.match.Causation;
import io.slackwater.domain.match.FanOutScan;
import io.slackwater.topology.match.row.StoreKeys;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The scans to be done, in the order in which they became necessary. They are few: the store keeps them, the heap finds them. */
final class ScanQueue {

    private final KeyValueStore<String, FanOutScan> store;
    private final TreeMap<String, FanOutScan> queued = new TreeMap<>();
    private long last;

    /** Goes on with what a store has. */
    ScanQueue(KeyValueStore<String, FanOutScan> store) {
        this.store = store;
        try (KeyValueIterator<String, FanOutScan> all = store.all()) {
            all.forEachRemaining(row -> queued.put(row.key, row.value));
        }
        this.last = queued.isEmpty() ? 0 : StoreKeys.sequenceOf(queued.lastKey());
    }

    void add(FanOutScan scan) {
        last++;
        keep(StoreKeys.sequence(last), scan);
    }

    /** Has all VMs looked at once, for all that becomes known until then. */
    void addForAll(Causation causation, long notBeforeMillis) {
        boolean isServed = queued.values().stream()
                .anyMatch(scan -> scan instanceof FanOutScan.OfAll ofAll && ofAll.hasNotBegun());
        if (!isServed) {
            add(new FanOutScan.OfAll(causation, FanOutScan.START, notBeforeMillis));
        }
    }

    boolean isEmpty() {
        return queued.isEmpty();
    }

    /** Returns the first that may go on now, under its key; empty where none may. */
    Optional<Map.Entry<String, FanOutScan>> firstDue(long nowMillis) {
        for (Map.Entry<String, FanOutScan> entry : queued.entrySet()) {
            if (!(entry.getValue() instanceof FanOutScan.OfAll ofAll) || ofAll.notBeforeMillis() <= nowMillis) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Keeps how far a scan is. */
    void keep(String key, FanOutScan scan) {
        store.put(key, scan);
        queued.put(key, scan);
    }

    void finish(String key) {
        store.delete(key);
        queued.remove(key);
    }
}
