package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.StoreBrakeRow;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import io.slackwater.topology.storage.row.VolumeRowMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Collects changed rows until they are published to the compacted state topic. Published in the transaction that
 * changes them, in a compacted topic, they are what the state is rebuilt from: the inputs that it came of may have
 * ended with their audit period, and events leave out what is of no use to others, such as the numbers of commands.
 */
public final class StateTopicBuffer {

    /** What a row is; the first part of its key. */
    public enum Kind {
        VOLUME,
        MOVE,
        HOLDING,
        AWAITING,
        HEARD,
        BRAKE;

        public String key(String... parts) {
            return CompoundKeys.prefix(word()) + CompoundKeys.of(parts);
        }

        /** Returns the kind of a row by its key, taken apart; empty where this version knows no such kind. */
        static Optional<Kind> of(List<String> key) {
            return Arrays.stream(values()).filter(kind -> kind.isOf(key)).findFirst();
        }

        /** Whether a row of this kind says what it has to say. A holding and an update that ended say nothing. */
        boolean isSaidBy(StorageState state) {
            return switch (this) {
                case VOLUME -> state.getVolume().isPresent();
                case MOVE -> state.getMove().isPresent();
                case HEARD -> state.getHeard().isPresent();
                case BRAKE -> state.getBrake().isPresent();
                case HOLDING, AWAITING -> true;
            };
        }

        /** Whether a key, taken apart, is of a row of this kind. */
        public boolean isOf(List<String> key) {
            return key.get(0).equals(word());
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, Row> changed = new LinkedHashMap<>();

    StateTopicBuffer() {}

    /**
     * A row to publish.
     *
     * @param key the kind, the store and what else tells it from others of the store, as {@link CompoundKeys} joins them
     * @param state empty where the row is gone
     */
    public record Row(String key, Optional<StorageState> state) {}

    void volume(Volume volume) {
        String store = volume.ref().store();
        String key = Kind.VOLUME.key(store, volume.ref().name());
        put(key, state -> state.setVolume(VolumeRowMapper.row(volume)));
    }

    void move(String store, String volume, UpdateMove move) {
        String key = Kind.MOVE.key(store, volume, move.vmId(), move.updateId());
        put(key, state -> state.setMove(VolumeRowMapper.row(move)));
    }

    void moveGone(String store, String volume, String vmId, String updateId) {
        String key = Kind.MOVE.key(store, volume, vmId, updateId);
        changed.put(key, new Row(key, Optional.empty()));
    }

    void holding(String store, String holder, List<VolumeReference> held) {
        String key = Kind.HOLDING.key(store, holder);
        put(key, state -> held.isEmpty() ? state : state.setHolding(ReferenceRowMapper.rows(holder, held)));
    }

    void awaiting(String store, String deferredKey, UpdateEvent event) {
        put(Kind.AWAITING.key(store, deferredKey), state -> state.setAwaiting(event));
    }

    void awaitsNoMore(String store, String deferredKey) {
        put(Kind.AWAITING.key(store, deferredKey), state -> state);
    }

    void heard(String store, String stream, String eventId) {
        put(Kind.HEARD.key(store, stream), state -> state.setHeard(eventId));
    }

    void deleteState(String store, StoreBrakeRow deleteState) {
        put(Kind.BRAKE.key(store), state -> state.setBrake(deleteState));
    }

    /** Returns the store that a row is about, given its key. */
    public static String storeOf(String key) {
        return CompoundKeys.parts(key).get(1);
    }

    /** Takes the changed rows off, each once as it is by now. */
    public List<Row> take() {
        List<Row> rows = List.copyOf(changed.values());
        changed.clear();
        return rows;
    }

    private void put(String key, UnaryOperator<StorageState.Builder> set) {
        changed.put(
                key,
                new Row(key, Optional.of(set.apply(StorageState.newBuilder()).build())));
    }
}
