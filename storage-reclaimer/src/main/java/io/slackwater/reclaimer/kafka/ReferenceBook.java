package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.store.HeldVolume;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.schemas.HeldRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Who refers to which volumes, to be found by either. */
final class ReferenceBook {

    private static final StringSerializer PREFIX = new StringSerializer();

    private final KeyValueStore<String, HeldRows> byHolder;
    private final KeyValueStore<String, HeldRows> byVolume;
    private final DecisionBook.Reading decisions;
    private final StateTwin twin;

    /** A book over the stores of a task, whose changes the twin takes note of. */
    ReferenceBook(
            KeyValueStore<String, HeldRows> byHolder,
            KeyValueStore<String, HeldRows> byVolume,
            DecisionBook.Reading decisions,
            StateTwin twin) {
        this.byHolder = byHolder;
        this.byVolume = byVolume;
        this.decisions = decisions;
        this.twin = twin;
    }

    /** Returns the references to a volume that nobody released, at most {@code limit} of them or one holder's more. */
    List<Blocker> to(String store, String volume, int limit) {
        List<Blocker> found = new ArrayList<>();
        try (KeyValueIterator<String, HeldRows> rows = byVolume.prefixScan(Keys.prefix(store, volume), PREFIX)) {
            while (rows.hasNext() && found.size() < limit) {
                ReferenceRows.held(rows.next().value).stream()
                        .map(HeldVolume::blocker)
                        .filter(reference -> !decisions.isReleased(store, reference))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Returns what a holder refers to in a store. */
    List<HeldVolume> of(String store, String holder) {
        HeldRows rows = byHolder.get(Keys.of(store, holder));
        return rows == null ? List.of() : ReferenceRows.held(rows);
    }

    /** Replaces what a holder refers to in a store. */
    void put(String store, String holder, List<HeldVolume> held) {
        Map<String, List<HeldVolume>> now = held.stream().collect(Collectors.groupingBy(HeldVolume::volume));
        for (HeldVolume before : of(store, holder)) {
            if (!now.containsKey(before.volume())) {
                byVolume.delete(Keys.of(store, before.volume(), holder));
            }
        }
        now.forEach((volume, some) -> byVolume.put(Keys.of(store, volume, holder), ReferenceRows.rows(holder, some)));
        String key = Keys.of(store, holder);
        if (held.isEmpty()) {
            byHolder.delete(key);
        } else {
            byHolder.put(key, ReferenceRows.rows(holder, held));
        }
        twin.holding(store, holder, held);
    }
}
