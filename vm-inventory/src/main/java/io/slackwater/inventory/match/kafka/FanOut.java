package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Cause;
import io.slackwater.inventory.match.Change;
import io.slackwater.inventory.match.Need;
import io.slackwater.inventory.match.Scan;
import io.slackwater.inventory.match.Target;
import io.slackwater.inventory.match.VolumeId;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Works off the queue of scans, so many rows per tick. The cursor is stored with the scan, in the same transaction as what the
 * scan opened; every tick asks again whether the change is still available.
 */
final class FanOut {

    private final MatchState state;
    private final UpdateOpener opener;
    private final ProcessorContext<String, MatchOutput> context;
    private final MatchSettings settings;

    FanOut(
            MatchState state,
            UpdateOpener opener,
            ProcessorContext<String, MatchOutput> context,
            MatchSettings settings) {
        this.state = state;
        this.opener = opener;
        this.context = context;
        this.settings = settings;
    }

    /** Scans until the tick's rows are used up or nothing is left to be scanned. */
    void advance() {
        Budget budget = new Budget(settings.rowsPerTick());
        Optional<KeyValue<String, Scan>> first = state.scans().first();
        while (first.isPresent() && !budget.isSpent()) {
            advance(first.get().key, first.get().value, budget);
            first = state.scans().first();
        }
        if (budget.used() > 0) {
            settings.meter().scanned(budget.used());
        }
    }

    private void advance(String key, Scan scan, Budget budget) {
        if (scan instanceof Scan.OfChange ofChange) {
            advance(key, ofChange, budget);
        } else if (scan instanceof Scan.OfVolume ofVolume) {
            advance(key, ofVolume, budget);
        }
    }

    private void advance(String key, Scan.OfVolume scan, Budget budget) {
        Optional<String> last = scanUses(scan.volume(), scan.cursor().use(), scan.cause(), Optional.empty(), budget);
        if (last.isPresent()) {
            Scan.Cursor cursor = new Scan.Cursor(0, "", last.get());
            state.scans().advance(key, new Scan.OfVolume(scan.volume(), scan.cause(), cursor));
        } else {
            state.scans().finish(key);
        }
    }

    private void advance(String key, Scan.OfChange scan, Budget budget) {
        Optional<Change> change = state.changes().find(scan.changeId());
        Optional<Scan.Cursor> next = change.flatMap(available -> scan(available, scan, budget));
        long matched = scan.matched() + budget.takeMatched();
        if (next.isPresent()) {
            state.scans().advance(key, new Scan.OfChange(scan.changeId(), scan.cause(), next.get(), matched));
        } else {
            state.scans().finish(key);
            finished(scan, matched);
        }
    }

    /** Returns where to go on, or empty when all is scanned. */
    private Optional<Scan.Cursor> scan(Change change, Scan.OfChange scan, Budget budget) {
        Scan.Cursor cursor = scan.cursor();
        for (int index = cursor.target(); index < change.targets().size(); index++) {
            Target target = change.targets().get(index);
            Scan.Cursor from = index == cursor.target() ? cursor : new Scan.Cursor(index, "", "");
            Optional<Scan.Cursor> rest = scan(target, from, scan, budget);
            if (rest.isPresent()) {
                return rest;
            }
        }
        return Optional.empty();
    }

    private Optional<Scan.Cursor> scan(Target target, Scan.Cursor from, Scan.OfChange scan, Budget budget) {
        try (KeyValueIterator<String, String> volumes = state.holdings(target.portion(), from.holding())) {
            while (volumes.hasNext()) {
                KeyValue<String, String> held = volumes.next();
                boolean resumed = held.key.equals(from.holding());
                if (!resumed && budget.isSpent()) {
                    return Optional.of(new Scan.Cursor(from.target(), held.key, ""));
                }
                if (!resumed) {
                    budget.row();
                }
                Optional<String> last = state.changes().replaces(target, held.value)
                        ? scanUses(
                                StoreKeys.volumeOf(held.key),
                                resumed ? from.use() : "",
                                scan.cause(),
                                Optional.of(scan.changeId()),
                                budget)
                        : Optional.empty();
                if (last.isPresent()) {
                    return Optional.of(new Scan.Cursor(from.target(), held.key, last.get()));
                }
            }
            return Optional.empty();
        }
    }

    /** Returns the key of the last use that was scanned, an empty one before the first, or nothing when all are. */
    private Optional<String> scanUses(
            VolumeId volume, String after, Cause cause, Optional<String> counted, Budget budget) {
        try (KeyValueIterator<String, byte[]> uses = state.uses(volume, after)) {
            String last = after;
            while (uses.hasNext()) {
                if (budget.isSpent()) {
                    return Optional.of(last);
                }
                last = uses.next().key;
                budget.row();
                String vmId = StoreKeys.vmOf(last);
                for (Need need : opener.consider(vmId, state.vm(vmId), cause)) {
                    if (counted.isPresent() && isFirstMeeting(need, counted.get(), volume)) {
                        budget.match();
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** Whether a scan for a change meets a VM at the first of its replacements, so that a VM with several counts once. */
    private static boolean isFirstMeeting(Need need, String changeId, VolumeId volume) {
        return need.change().id().equals(changeId)
                && need.replacements().get(0).slot().image().id().equals(volume);
    }

    private void finished(Scan.OfChange scan, long matched) {
        long now = context.currentSystemTimeMs();
        int partition = context.taskId().partition();
        MatchOutput output = new MatchOutput.Finishing(
                MatchOutputs.fanOutFinished(scan.changeId(), partition, settings.partitions(), matched, now));
        context.forward(new Record<>(scan.changeId(), output, now, Causes.headers(scan.cause())));
    }

    /** The rows that one tick may scan, and how many VMs it found to need the change. */
    private static final class Budget {

        private final int rows;
        private int used;
        private long matched;

        Budget(int rows) {
            this.rows = rows;
        }

        void row() {
            used++;
        }

        void match() {
            matched++;
        }

        boolean isSpent() {
            return used >= rows;
        }

        int used() {
            return used;
        }

        long takeMatched() {
            long taken = matched;
            matched = 0;
            return taken;
        }
    }
}
