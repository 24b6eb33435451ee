package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.schemas.MoveRow;
import io.slackwater.topology.storage.row.VolumeRowMapper;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of the moves: which update moves which VM away from a volume, or to it. */
final class MoveRepository {

    private final KeyValueStore<String, MoveRow> moves;
    private final StateTopicBuffer stateTopic;

    MoveRepository(KeyValueStore<String, MoveRow> moves, StateTopicBuffer stateTopic) {
        this.moves = moves;
        this.stateTopic = stateTopic;
    }

    Optional<UpdateMove> move(String store, String volume, String vmId, String updateId) {
        return Optional.ofNullable(moves.get(CompoundKeys.of(store, volume, vmId, updateId)))
                .map(VolumeRowMapper::move);
    }

    void put(String store, String volume, UpdateMove move) {
        if (!move(store, volume, move.vmId(), move.updateId()).equals(Optional.of(move))) {
            moves.put(CompoundKeys.of(store, volume, move.vmId(), move.updateId()), VolumeRowMapper.row(move));
            stateTopic.move(store, volume, move);
        }
    }

    /** Forgets a move, given its key: its store, volume, VM and update. */
    void forget(List<String> key) {
        moves.delete(CompoundKeys.of(key.toArray(String[]::new)));
        stateTopic.moveGone(key.get(0), key.get(1), key.get(2), key.get(3));
    }

    /** Returns the moves of a volume, or those of one VM of it. */
    List<UpdateMove> moves(String... prefix) {
        return PrefixScan.of(moves, CompoundKeys.prefix(prefix)).stream()
                .map(row -> VolumeRowMapper.move(row.value))
                .toList();
    }
}
