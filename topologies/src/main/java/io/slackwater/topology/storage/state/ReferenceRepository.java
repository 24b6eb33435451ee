package io.slackwater.topology.storage.state;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.schemas.HeldRows;
import io.slackwater.topology.storage.index.FirstRows;
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/** Who refers to which volumes, to be found by either. */
final class ReferenceRepository {

    /** Of so many volumes the first references are kept on the heap. */
    private static final int VOLUMES = 500;

    private final KeyValueStore<String, HeldRows> byHolder;
    private final FirstRows<HeldRows> byVolume;
    private final DecisionRepository.Reading decisions;
    private final StateTopicBuffer stateTopic;

    /** A repository over the stores of a task, whose changes the state topic takes note of. */
    ReferenceRepository(
            KeyValueStore<String, HeldRows> byHolder,
            KeyValueStore<String, HeldRows> byVolume,
            DecisionRepository.Reading decisions,
            StateTopicBuffer stateTopic) {
        this.byHolder = byHolder;
        this.byVolume = new FirstRows<>(byVolume, VOLUMES);
        this.decisions = decisions;
        this.stateTopic = stateTopic;
    }

    /** Returns the references to a volume that nobody released, at most {@code limit} of them or one holder's more. */
    List<Blocker> to(String store, String volume, int limit) {
        List<Blocker> found = new ArrayList<>();
        Iterator<KeyValue<String, HeldRows>> rows = byVolume.rows(CompoundKeys.prefix(store, volume));
        while (rows.hasNext() && found.size() < limit) {
            HeldRows row = rows.next().value;
            ReferenceRowMapper.held(row).stream()
                    .filter(reference -> !decisions.isReleased(store, row.getHolder(), reference))
                    .map(VolumeReference::blocker)
                    .forEach(found::add);
        }
        return found;
    }

    /** Returns what a holder refers to in a store. */
    List<VolumeReference> of(String store, String holder) {
        HeldRows rows = byHolder.get(CompoundKeys.of(store, holder));
        return rows == null ? List.of() : ReferenceRowMapper.held(rows);
    }

    /** Replaces what a holder refers to in a store. */
    void put(String store, String holder, List<VolumeReference> held) {
        Map<String, List<VolumeReference>> now = held.stream().collect(Collectors.groupingBy(VolumeReference::volume));
        for (VolumeReference before : of(store, holder)) {
            if (!now.containsKey(before.volume())) {
                byVolume.delete(
                        CompoundKeys.prefix(store, before.volume()), CompoundKeys.of(store, before.volume(), holder));
            }
        }
        now.forEach((volume, some) -> byVolume.put(
                CompoundKeys.prefix(store, volume),
                CompoundKeys.of(store, volume, holder),
                ReferenceRowMapper.rows(holder, some)));
        String key = CompoundKeys.of(store, holder);
        if (held.isEmpty()) {
            byHolder.delete(key);
        } else {
            byHolder.put(key, ReferenceRowMapper.rows(holder, held));
        }
        stateTopic.holding(store, holder, held);
    }
}
