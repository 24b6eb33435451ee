package io.slackwater.topology.storage.state;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.topology.storage.index.VolumeIndex;
import io.slackwater.topology.storage.row.VolumeRowMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of the volumes, with the index over them and the times and events that each waits for. */
final class VolumeRepository {

    private final KeyValueStore<String, VolumeRow> volumes;
    private final EvaluationSchedule schedule;
    private final StateTopicBuffer stateTopic;
    private final VolumeIndex index = new VolumeIndex();

    VolumeRepository(
            KeyValueStore<String, VolumeRow> volumes, EvaluationSchedule schedule, StateTopicBuffer stateTopic) {
        this.volumes = volumes;
        this.schedule = schedule;
        this.stateTopic = stateTopic;
        try (KeyValueIterator<String, VolumeRow> rows = volumes.all()) {
            rows.forEachRemaining(row -> index.add(VolumeRowMapper.volume(row.value)));
        }
    }

    /** Returns what is known of all volumes without their rows. */
    VolumeIndex index() {
        return index;
    }

    Optional<Volume> volume(String store, String name) {
        return Optional.ofNullable(volumes.get(CompoundKeys.of(store, name))).map(VolumeRowMapper::volume);
    }

    /** Returns the names of a store's volumes, those that are gone too. */
    List<String> names(String store) {
        return PrefixScan.of(volumes, CompoundKeys.prefix(store)).stream()
                .map(row -> row.value.getName())
                .toList();
    }

    /** Returns what the volumes of a store contain, by name; without those of which it is not known. */
    Map<String, PortionVersion> contents(String store) {
        Map<String, PortionVersion> contents = new HashMap<>();
        for (KeyValue<String, VolumeRow> row : PrefixScan.of(volumes, CompoundKeys.prefix(store))) {
            Volume volume = VolumeRowMapper.volume(row.value);
            volume.content()
                    .holds()
                    .ifPresent(holds -> contents.put(volume.ref().name(), holds));
        }
        return contents;
    }

    /** Returns a volume of a store that was staged from an artifact. */
    Optional<Volume> holding(String store, Artifact artifact) {
        return index.stagedFrom(store, artifact).stream()
                .flatMap(name -> volume(store, name).stream())
                .filter(volume -> volume.content().isStagedFrom(artifact))
                .findFirst();
    }

    void put(Volume volume) {
        String store = volume.ref().store();
        String name = volume.ref().name();
        Optional<Volume> before = volume(store, name);
        if (before.filter(volume::equals).isPresent()) {
            return;
        }
        Optional<Instant> wakeBefore = before.flatMap(known -> known.dispatch().requeueAt());
        schedule.move(store, name, wakeBefore, volume.dispatch().requeueAt());
        Set<String> concerns = EvaluationSchedule.concerns(volume);
        Set<String> concernsBefore = before.map(EvaluationSchedule::concerns).orElse(Set.of());
        schedule.concern(store, name, concernsBefore, concerns);
        before.ifPresent(index::remove);
        index.add(volume);
        volumes.put(CompoundKeys.of(store, name), VolumeRowMapper.row(volume));
        stateTopic.volume(volume);
    }
}
