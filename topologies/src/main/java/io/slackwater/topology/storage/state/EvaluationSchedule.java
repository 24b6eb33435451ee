package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The times at which volumes are to be decided about again; and the volumes that each change replaces.
 */
public final class EvaluationSchedule {

    private final KeyValueStore<String, String> wakes;
    private final KeyValueStore<String, String> concerned;

    EvaluationSchedule(KeyValueStore<String, String> wakes, KeyValueStore<String, String> concerned) {
        this.wakes = wakes;
        this.concerned = concerned;
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
        before.ifPresent(time -> wakes.delete(CompoundKeys.of(CompoundKeys.time(time), store, volume)));
        after.ifPresent(time -> wakes.put(CompoundKeys.of(CompoundKeys.time(time), store, volume), ""));
    }

    void soon(String store, String volume) {
        wakes.put(CompoundKeys.of(CompoundKeys.time(Instant.EPOCH), store, volume), "");
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

    /**
     * Has all volumes decided about soon that the change moves VMs away from.
     *
     * @param concern the change, or what {@link #portion} says
     */
    public void concernedBy(String concern) {
        try (KeyValueIterator<String, String> rows =
                concerned.prefixScan(CompoundKeys.prefix(concern), new StringSerializer())) {
            rows.forEachRemaining(row -> soon(row.key));
        }
    }

    /** Has all volumes that any change moves VMs away from decided about soon. */
    public void concernedByAny() {
        try (KeyValueIterator<String, String> rows = concerned.all()) {
            rows.forEachRemaining(row -> soon(row.key));
        }
    }

    /** Takes at most {@code limit} volumes whose time has come off the repository, the oldest first. */
    public List<Wake> take(Instant now, int limit) {
        List<String> due = new ArrayList<>();
        String end = CompoundKeys.time(now.plusMillis(1));
        try (KeyValueIterator<String, String> rows = wakes.range(null, end)) {
            while (rows.hasNext() && due.size() < limit) {
                due.add(rows.next().key);
            }
        }
        due.forEach(wakes::delete);
        return due.stream()
                .map(CompoundKeys::parts)
                .map(parts -> new Wake(parts.get(1), parts.get(2)))
                .toList();
    }

    private void soon(String concernKey) {
        List<String> parts = CompoundKeys.parts(concernKey);
        soon(parts.get(1), parts.get(2));
    }

    /** Returns the changes whose progress matters to a volume; of what may be replaced unused, whatever change brings its portion. */
    static Set<String> concerns(Volume volume) {
        if (volume.state() instanceof VolumeState.Gone) {
            return Set.of();
        }
        Set<String> concerns = new TreeSet<>(volume.needs().away().keySet());
        volume.content()
                .holds()
                .filter(holds -> volume.content().isReplaceableUnused())
                .ifPresent(holds -> concerns.add(portion(holds.portion())));
        return concerns;
    }
}
