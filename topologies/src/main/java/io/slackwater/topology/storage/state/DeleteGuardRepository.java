package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.store.DeleteDecisions;
import io.slackwater.domain.storage.store.StoreDeleteState;
import io.slackwater.domain.storage.store.StoreDeleteState.Ahead;
import io.slackwater.domain.storage.store.StoreDeleteState.First;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.mapping.storage.InputMapper;
import io.slackwater.mapping.storage.OutputMapper;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.StoreBrakeRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Stores the delete state of each store, and since when hosts may be changed. */
public final class DeleteGuardRepository {

    private final KeyValueStore<String, StoreBrakeRow> deleteStates;
    private final KeyValueStore<String, String> activations;
    private final Map<String, Instant> activeSince = new HashMap<>();
    private final DeleteGuardDecisions.Reading decisions;
    private final StateTopicBuffer stateTopic;

    DeleteGuardRepository(
            KeyValueStore<String, StoreBrakeRow> deleteStates,
            KeyValueStore<String, String> activations,
            DeleteGuardDecisions.Reading decisions,
            StateTopicBuffer stateTopic) {
        this.deleteStates = deleteStates;
        this.activations = activations;
        this.decisions = decisions;
        this.stateTopic = stateTopic;
        try (KeyValueIterator<String, String> rows = activations.all()) {
            rows.forEachRemaining(row -> activeSince.put(row.key, Instant.parse(row.value)));
        }
    }

    StoreDeleteState of(String store) {
        return read(deleteStates, store);
    }

    /** Returns what is kept of a store, out of the rows that a repository keeps. */
    public static StoreDeleteState read(ReadOnlyKeyValueStore<String, StoreBrakeRow> deleteStates, String store) {
        @Nullable StoreBrakeRow row = deleteStates.get(store);
        return row == null ? StoreDeleteState.NEW : deleteState(row);
    }

    void put(String store, StoreDeleteState deleteState) {
        StoreBrakeRow row = row(deleteState);
        deleteStates.put(store, row);
        stateTopic.deleteState(store, row);
    }

    DeleteDecisions decisions(Volume volume) {
        return decisions.of(volume);
    }

    /** Takes note of a host's mode: it is activated when it leaves OBSERVE; a maintenance in between changes nothing. */
    public void apply(HostEvent event) {
        String host = event.getHostId();
        if (event.getType() == HostEventType.RETIRED) {
            deactivate(host);
        } else if (event.getType() == HostEventType.DECLARED) {
            boolean isActive = event.getMode() == HostMode.ACTIVE;
            if (isActive && !activeSince.containsKey(host)) {
                activations.put(host, event.getOccurredAt().toString());
                activeSince.put(host, event.getOccurredAt());
            } else if (!isActive && event.getMode() != HostMode.MAINTENANCE) {
                deactivate(host);
            }
        }
    }

    private void deactivate(String host) {
        if (activeSince.remove(host) != null) {
            activations.delete(host);
        }
    }

    /** Returns when the last of the hosts of a store was activated; the beginning of time where that is not known. */
    Instant activeSince(StoreHosts hosts) {
        return hosts.hosts().stream()
                .map(StoreHost::hostId)
                .flatMap(host -> Optional.ofNullable(activeSince.get(host)).stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Takes over what the state topic says of a row. */
    void restore(List<String> key, StorageState state) {
        if (StateTopicBuffer.Kind.BRAKE.isOf(key)) {
            state.getBrake().ifPresent(row -> deleteStates.put(key.get(1), row));
        }
    }

    private static StoreBrakeRow row(StoreDeleteState deleteState) {
        return StoreBrakeRow.newBuilder()
                .setCount(deleteState.count())
                .setNextTurn(deleteState.nextTurn())
                .setActiveSince(deleteState.first().activeSince())
                .setFirst(deleteState.first().volume())
                .setFirstDeletedAt(deleteState.first().deletedAt().orElse(null))
                .setAhead(deleteState
                        .ahead()
                        .map(Ahead::count)
                        .map(OutputMapper::count)
                        .orElse(null))
                .setAheadSince(deleteState.ahead().map(Ahead::since).orElse(null))
                .build();
    }

    private static StoreDeleteState deleteState(StoreBrakeRow row) {
        return new StoreDeleteState(
                row.getCount(),
                row.getNextTurn(),
                new First(row.getActiveSince(), row.getFirst(), row.getFirstDeletedAt()),
                row.getAhead()
                        .map(count -> new Ahead(
                                InputMapper.count(count), row.getAheadSince().orElse(Instant.EPOCH))));
    }
}
