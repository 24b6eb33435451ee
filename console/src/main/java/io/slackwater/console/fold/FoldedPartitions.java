package io.slackwater.console.fold;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How far each partition of a topic is folded, as the database has it. */
final class FoldedPartitions {

    private FoldedPartitions() {}

    /** Returns the next offset of each partition that was folded before. */
    static Map<Integer, Long> read(Handle handle, String topic) {
        return handle.createQuery("SELECT partition, next_offset FROM folded_partitions WHERE topic = :topic")
                .bind("topic", topic)
                .reduceRows(new HashMap<>(), (offsets, row) -> {
                    offsets.put(row.getColumn("partition", Integer.class), row.getColumn("next_offset", Long.class));
                    return offsets;
                });
    }

    /**
     * Moves the offset of a partition from where this process knows it to where a batch ends.
     *
     * @param known the next offset when the batch was fetched; 0 where the partition was not folded before
     * @param next the offset after the batch
     * @throws OffsetMovedException if another process, or a restored backup, moved it meanwhile
     */
    static void advance(Handle transaction, String topic, int partition, long known, long next) {
        transaction
                .createUpdate(
                        "INSERT INTO folded_partitions (topic, partition, next_offset) VALUES (:topic, :partition, 0)"
                                + " ON CONFLICT DO NOTHING")
                .bind("topic", topic)
                .bind("partition", partition)
                .execute();
        int moved = transaction
                .createUpdate(
                        "UPDATE folded_partitions SET next_offset = :next WHERE topic = :topic AND partition = :partition AND next_offset = :known")
                .bind("topic", topic)
                .bind("partition", partition)
                .bind("known", known)
                .bind("next", next)
                .execute();
        if (moved == 0) {
            throw new OffsetMovedException(topic, partition, known);
        }
    }
}
