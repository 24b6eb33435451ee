package io.slackwater.console.fold;

import io.slackwater.schemas.topics.Topic;
import java.util.List;
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
}
