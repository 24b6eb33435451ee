package io.slackwater.topology.storage.query;

import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.domain.storage.store.VolumeStatus;
import io.slackwater.schemas.HeldRows;
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.DecisionRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads who refers to the volumes of one store. References that a person released are left out. */
record ReferenceReader(
        ReadOnlyKeyValueStore<String, HeldRows> rows, String store, DecisionRepository.Reading decisions) {

    /** Returns who refers to a volume, and who may refer to any of the store. */
    VolumeStatus.Referrers to(String volume) {
        Map<String, List<VolumeReference>> named = byHolder(CompoundKeys.prefix(store, volume));
        Map<String, List<VolumeReference>> any = byHolder(CompoundKeys.prefix(store, VolumeReference.ANY));
        return new VolumeStatus.Referrers(
                named.size(),
                Stream.of(named, any)
                        .flatMap(references -> references.values().stream())
                        .flatMap(List::stream)
                        .map(VolumeReference::blocker)
                        .toList());
    }

    /** Returns the vanished VMs whose last use something in the store is, by UUID, and when each vanished. */
    Map<String, Instant> vanished() {
        Map<String, Instant> vanished = new TreeMap<>();
        byHolder(CompoundKeys.prefix(store)).forEach((holder, references) -> references.stream()
                .flatMap(reference -> reference.vanishedAt().stream())
                .max(Comparator.naturalOrder())
                .ifPresent(at -> vanished.put(holder, at)));
        return vanished;
    }

    private Map<String, List<VolumeReference>> byHolder(String prefix) {
        Map<String, List<VolumeReference>> found = new LinkedHashMap<>();
        try (KeyValueIterator<String, HeldRows> some = rows.prefixScan(prefix, new StringSerializer())) {
            some.forEachRemaining(row -> ReferenceRowMapper.held(row.value).stream()
                    .filter(reference -> !decisions.isReleased(store, row.value.getHolder(), reference))
                    .forEach(reference -> found.computeIfAbsent(row.value.getHolder(), holder -> new ArrayList<>())
                            .add(reference)));
        }
        return found;
    }
}
