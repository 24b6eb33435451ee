package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.streams.due.DueIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The times at which volumes are to be decided about again; and the volumes that each change replaces. */
public final class EvaluationSchedule {

    private final KeyValueStore<String, String> times;
    private final KeyValueStore<String, String> concerned;
    private final DueIndex<String> due = new DueIndex<>();

    /**
     * A schedule over the stores of a task.
     *
     * @param times by store and volume: the times at which it is due, in hexadecimal milliseconds; an earlier version may have
     *     added that it is due at once
     */
    EvaluationSchedule(KeyValueStore<String, String> times, KeyValueStore<String, String> concerned) {
        this.times = times;
        this.concerned = concerned;
        try (KeyValueIterator<String, String> rows = times.all()) {
            rows.forEachRemaining(
                    row -> CompoundKeys.parts(row.value).forEach(time -> due.add(instant(time), row.key)));
        }
    }

    /** Stands for whatever change brings a version of a portion, as what concerns a volume. */
    public static String portion(String portion) {
        return "portion " + portion;
    }

    /** A volume of a store. */
    public record Wake(String store, String volume) {}

    void move(String store, String volume, Optional<Instant> before, Optional<Instant> after) {
        if (before.equals(after)) {
            return;
        }
        String key = CompoundKeys.of(store, volume);
        before.ifPresent(time -> remove(CompoundKeys.time(time), key));
        after.ifPresent(time -> add(CompoundKeys.time(time), key));
    }

    private void add(String time, String key) {
        Set<String> row = row(key);
        if (row.add(time)) {
            times.put(key, CompoundKeys.of(row.toArray(String[]::new)));
            due.add(instant(time), key);
        }
    }

    private void remove(String time, String key) {
        Set<String> row = row(key);
        if (row.remove(time)) {
            due.remove(instant(time), key);
            keep(key, row);
        }
    }

    private void keep(String key, Set<String> row) {
        if (row.isEmpty()) {
            times.delete(key);
        } else {
            times.put(key, CompoundKeys.of(row.toArray(String[]::new)));
        }
    }

    private Set<String> row(String key) {
        String row = times.get(key);
        return row == null ? new TreeSet<>() : new TreeSet<>(CompoundKeys.parts(row));
    }

    private static Instant instant(String time) {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(time));
    }

    /** Takes note of the changes that concern a volume, in place of those before. */
    void concern(String store, String volume, Set<String> before, Set<String> after) {
        for (String change : before) {
            if (!after.contains(change)) {
                concerned.delete(CompoundKeys.of(change, store, volume));
            }
        }
        for (String change : after) {
            if (!before.contains(change)) {
                concerned.put(CompoundKeys.of(change, store, volume), "");
            }
        }
    }

    /** Takes at most {@code limit} volumes whose time has come off the schedule, the earliest first. */
    public List<Wake> take(Instant now, int limit) {
        List<Wake> taken = new ArrayList<>();
        for (DueIndex.Entry<String> entry : due.take(now, limit)) {
            Set<String> row = row(entry.key());
            row.remove(CompoundKeys.time(Instant.ofEpochMilli(entry.atMillis())));
            keep(entry.key(), row);
            List<String> parts = CompoundKeys.parts(entry.key());
            taken.add(new Wake(parts.get(0), parts.get(1)));
        }
        return taken;
    }

    /** Returns the changes whose progress matters to a volume; of what may be replaced unused, whatever change brings its portion. */
    static Set<String> concerns(Volume volume) {
        if (volume.state() instanceof VolumeState.Gone) {
            return Set.of();
        }
        Set<String> concerns = new TreeSet<>(volume.updateCounts().away().keySet());
        volume.content()
                .holds()
                .filter(holds -> volume.content().isReplaceableUnused())
                .ifPresent(holds -> concerns.add(portion(holds.portion())));
        return concerns;
    }
}
