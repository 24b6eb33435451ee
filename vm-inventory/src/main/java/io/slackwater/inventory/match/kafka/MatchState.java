package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Change;
import io.slackwater.inventory.match.ChangeBook;
import io.slackwater.inventory.match.Holding;
import io.slackwater.inventory.match.Opened;
import io.slackwater.inventory.match.Scan;
import io.slackwater.inventory.match.Supersession;
import io.slackwater.inventory.match.Vm;
import io.slackwater.inventory.match.VolumeId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one partition knows. The stores hold all of it; the few changes and retired hosts are mirrored on the heap, read back
 * from their stores whenever a task begins.
 */
final class MatchState {

    private static final byte[] PRESENT = {};
    private static final int REMEMBERED_VOLUMES = 10_000;

    private final KeyValueStore<String, Vm> vms;
    private final KeyValueStore<String, byte[]> uses;
    private final KeyValueStore<String, Opened> updates;
    private final KeyValueStore<String, Holding> volumes;
    private final KeyValueStore<String, String> holdings;
    private final KeyValueStore<String, Change> changes;
    private final KeyValueStore<String, byte[]> retired;
    private final ScanQueue scans;

    private final ChangeBook book;
    private final Set<String> retiredHosts = new HashSet<>();
    private final Map<VolumeId, Optional<Holding>> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VolumeId, Optional<Holding>> eldest) {
            return size() > REMEMBERED_VOLUMES;
        }
    };
    private long lastSequence;

    MatchState(ProcessingContext context, Supersession supersession) {
        this.vms = context.getStateStore(MatchNames.VMS);
        this.uses = context.getStateStore(MatchNames.USES);
        this.updates = context.getStateStore(MatchNames.UPDATES);
        this.volumes = context.getStateStore(MatchNames.VOLUMES);
        this.holdings = context.getStateStore(MatchNames.HOLDINGS);
        this.changes = context.getStateStore(MatchNames.CHANGES);
        this.retired = context.getStateStore(MatchNames.RETIRED);
        KeyValueStore<String, Scan> work = context.getStateStore(MatchNames.WORK);
        this.scans = new ScanQueue(work);
        this.book = new ChangeBook(supersession);
        mirror();
    }

    private void mirror() {
        try (KeyValueIterator<String, Change> all = changes.all()) {
            all.forEachRemaining(row -> {
                book.add(row.value);
                lastSequence = Math.max(lastSequence, row.value.sequence());
            });
        }
        try (KeyValueIterator<String, byte[]> all = retired.all()) {
            all.forEachRemaining(row -> retiredHosts.add(row.key));
        }
    }

    ScanQueue scans() {
        return scans;
    }

    ChangeBook changes() {
        return book;
    }

    Vm vm(String vmId) {
        Vm vm = vms.get(vmId);
        return vm == null ? Vm.ABSENT : vm;
    }

    /** Stores a VM, and which volumes it refers to where that changed. */
    void put(String vmId, Vm before, Vm after) {
        vms.put(vmId, after.equals(Vm.ABSENT) ? null : after);
        Set<VolumeId> old = before.volumes();
        Set<VolumeId> now = after.volumes();
        for (VolumeId volume : old) {
            if (!now.contains(volume)) {
                uses.delete(StoreKeys.use(volume, vmId));
            }
        }
        for (VolumeId volume : now) {
            if (!old.contains(volume)) {
                uses.put(StoreKeys.use(volume, vmId), PRESENT);
            }
        }
    }

    Opened opened(String vmId) {
        Opened opened = updates.get(vmId);
        return opened == null ? Opened.NONE : opened;
    }

    void put(String vmId, Opened opened) {
        updates.put(vmId, opened);
    }

    Optional<Holding> holding(VolumeId volume) {
        return remembered.computeIfAbsent(volume, id -> Optional.ofNullable(volumes.get(StoreKeys.volume(id))));
    }

    /** Stores what a volume holds, or that it is gone, and returns whether that is news. */
    boolean put(VolumeId volume, Optional<Holding> holding) {
        Optional<Holding> before = holding(volume);
        if (before.equals(holding)) {
            return false;
        }
        before.ifPresent(old -> holdings.delete(StoreKeys.holding(old.portion(), volume)));
        holding.ifPresent(now -> holdings.put(StoreKeys.holding(now.portion(), volume), now.version()));
        volumes.put(StoreKeys.volume(volume), holding.orElse(null));
        remembered.remove(volume);
        return true;
    }

    long nextSequence() {
        return lastSequence + 1;
    }

    void add(Change change) {
        changes.put(change.id(), change);
        book.add(change);
        lastSequence = Math.max(lastSequence, change.sequence());
    }

    void withdraw(String changeId) {
        changes.delete(changeId);
        book.remove(changeId);
    }

    boolean counts(String hostId) {
        return !retiredHosts.contains(hostId);
    }

    void count(String hostId, boolean counts) {
        if (counts ? retiredHosts.remove(hostId) : retiredHosts.add(hostId)) {
            retired.put(hostId, counts ? null : PRESENT);
        }
    }

    /** Returns the versions of a portion and the volumes that hold them, from a key on; to be closed. */
    KeyValueIterator<String, String> holdings(String portion, String from) {
        return holdings.range(from.isEmpty() ? StoreKeys.first(portion) : from, StoreKeys.last(portion));
    }

    /** Returns the keys of a volume's uses, after a key; to be closed. */
    KeyValueIterator<String, byte[]> uses(VolumeId volume, String after) {
        String parts = StoreKeys.volume(volume);
        return uses.range(after.isEmpty() ? StoreKeys.first(parts) : StoreKeys.after(after), StoreKeys.last(parts));
    }

    /** The scans to be done, in the order in which they became necessary. */
    static final class ScanQueue {

        private final KeyValueStore<String, Scan> work;
        private long last;

        private ScanQueue(KeyValueStore<String, Scan> work) {
            this.work = work;
            try (KeyValueIterator<String, Scan> newest = work.reverseAll()) {
                this.last = newest.hasNext() ? StoreKeys.sequenceOf(newest.next().key) : 0;
            }
        }

        void add(Scan scan) {
            last++;
            work.put(StoreKeys.sequence(last), scan);
        }

        Optional<KeyValue<String, Scan>> first() {
            try (KeyValueIterator<String, Scan> all = work.all()) {
                return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
            }
        }

        void advance(String key, Scan scan) {
            work.put(key, scan);
        }

        void finish(String key) {
            work.delete(key);
        }
    }
}
