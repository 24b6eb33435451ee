package io.slackwater.console.fold;

import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topic;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jdbi.v3.core.Handle;

/**
 * Folds one topic into its tables. The same records folded again, from an earlier offset on, lead to the same rows once the last
 * of them is folded.
 */
public interface TopicFold<T extends SpecificRecord> {

    /** Returns the topic whose records are folded. */
    Topic<T> topic();

    /**
     * Writes what a batch of records says. The records of a key are in the order of the log.
     *
     * @param transaction an open transaction; the caller ends it
     */
    void fold(Handle transaction, List<FoldedRecord<T>> records);

    /**
     * Deletes what the log says nothing of any more: keys of a compacted topic whose last record in the batch is a deletion. Called after
     * {@link #fold}, in the same transaction.
     *
     * @param keys record keys
     */
    default void delete(Handle transaction, Set<String> keys) {
        if (!keys.isEmpty()) {
            throw new IllegalStateException("Nothing is ever deleted from " + topic().name());
        }
    }

    /** Whether the records are events of a history, which is kept. Those of a state topic say only what is so now. */
    default boolean isHistory() {
        return topic().retention() != Retention.COMPACTED;
    }
}
