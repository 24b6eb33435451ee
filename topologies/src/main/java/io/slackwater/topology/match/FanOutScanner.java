package io.slackwater.topology.match;

import io.slackwater.domain.match.Causation;
import io.slackwater.domain.match.FanOutScan;
import io.slackwater.domain.match.Need;
import io.slackwater.domain.match.VmMatchState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Advances the queued fan-out scans by a bounded number of VMs per tick. The cursor is stored with the scan, in the
 * same transaction as what the scan opened; every tick asks again whether the change is still available.
 */
final class FanOutScanner {

    private final MatchState state;
    private final UpdateOpener opener;
    private final FanOutPublisher publisher;
    private final ProcessorContext<String, MatchOutput> context;
    private final MatchSettings settings;

    FanOutScanner(
            MatchState state,
            UpdateOpener opener,
            ProcessorContext<String, MatchOutput> context,
            MatchSettings settings) {
        this.state = state;
        this.opener = opener;
        this.publisher = new FanOutPublisher(state, context, settings);
        this.context = context;
        this.settings = settings;
    }

    /** Scans until the tick's rows are used up or nothing is left to be scanned. */
    void advance() {
        long now = context.currentSystemTimeMs();
        int left = settings.scanRate().rowsPerTick();
        Optional<Map.Entry<String, FanOutScan>> due = state.scans().firstDue(now);
        while (due.isPresent() && left > 0) {
            left -= advance(due.get().getKey(), due.get().getValue(), left);
            due = state.scans().firstDue(now);
        }
        if (left < settings.scanRate().rowsPerTick()) {
            settings.metrics().scanned(settings.scanRate().rowsPerTick() - left);
        }
        publisher.publishOutdated();
    }

    /** Returns how many rows it took. */
    private int advance(String key, FanOutScan scan, int most) {
        return scan.accept(new Advancing(key, most));
    }

    private int advance(String key, FanOutScan.OfAll scan, int most) {
        Piece piece = scan(scan, most, needs -> {});
        goOn(key, piece, new FanOutScan.OfAll(scan.cause(), piece.cursor(), scan.notBeforeMillis()));
        return piece.rows();
    }

    private int advance(String key, FanOutScan.OfChange scan, int most) {
        Tally tally = new Tally(scan.changeId(), scan.matched());
        boolean isAvailable = state.changes().find(scan.changeId()).isPresent();
        Piece piece = isAvailable ? scan(scan, most, tally) : new Piece(scan.cursor(), 0, true);
        goOn(key, piece, new FanOutScan.OfChange(scan.changeId(), scan.cause(), piece.cursor(), tally.matched));
        if (piece.isLast() && !state.isFannedOut(scan.changeId())) {
            // Said once: after a replay all is scanned again for what may have come meanwhile, but the log says it
            // already.
            publisher.finished(scan, tally.matched);
        }
        return piece.rows();
    }

    private void goOn(String key, Piece piece, FanOutScan further) {
        if (piece.isLast()) {
            state.scans().finish(key);
        } else {
            state.scans().keep(key, further);
        }
    }

    private Piece scan(FanOutScan scan, int most, Consumer<List<Need>> found) {
        String cursor = scan.cursor();
        int rows = 0;
        try (KeyValueIterator<String, VmMatchState> vms = state.vmsAfter(cursor)) {
            while (vms.hasNext() && rows < most) {
                KeyValue<String, VmMatchState> row = vms.next();
                cursor = row.key;
                rows++;
                found.accept(consider(row, scan.cause()));
            }
            return new Piece(cursor, rows, !vms.hasNext());
        }
    }

    private List<Need> consider(KeyValue<String, VmMatchState> row, Causation causation) {
        List<Need> needs = opener.needs(row.value.vm());
        opener.keepUnknownVolumes(row.key, row.value.vm());
        VmMatchState after = opener.open(row.key, row.value, needs, causation);
        if (!after.equals(row.value)) {
            state.put(row.key, after);
        }
        return needs;
    }

    /** What one tick did of a scan: up to which VM, how many rows it took, and whether these were the last. */
    private record Piece(String cursor, int rows, boolean isLast) {}

    /** Counts the VMs that need a change. */
    private static final class Tally implements Consumer<List<Need>> {

        private final String changeId;
        private long matched;

        Tally(String changeId, long matched) {
            this.changeId = changeId;
            this.matched = matched;
        }

        @Override
        public void accept(List<Need> needs) {
            for (Need need : needs) {
                if (need.change().id().equals(changeId)) {
                    matched++;
                }
            }
        }
    }

    /** Advances each scan, and returns how many rows it took. */
    private final class Advancing implements FanOutScan.Visitor<Integer> {

        private final String key;
        private final int most;

        Advancing(String key, int most) {
            this.key = key;
            this.most = most;
        }

        @Override
        public Integer ofChange(FanOutScan.OfChange ofChange) {
            return advance(key, ofChange, most);
        }

        @Override
        public Integer ofAll(FanOutScan.OfAll ofAll) {
            return advance(key, ofAll, most);
        }
    }
}
