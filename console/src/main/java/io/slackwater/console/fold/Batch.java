package io.slackwater.console.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What was fetched of a topic at once.
 *
 * @param records what could be read, in the order of each partition
 * @param unread what could not be read
 * @param deleted keys of a compacted topic whose last record is a deletion
 * @param nextOffsets the offset after the batch, for each partition that it moves on: transaction markers, and what aborted
 *     transactions wrote, are passed over too
 */
record Batch<T extends SpecificRecord>(
        List<FoldedRecord<T>> records, List<UnreadRecord> unread, Set<String> deleted, Map<Integer, Long> nextOffsets) {

    static <T extends SpecificRecord> Batch<T> of(ConsumerRecords<String, byte[]> fetched, RecordReader<T> reader) {
        List<FoldedRecord<T>> records = new ArrayList<>(fetched.count());
        List<UnreadRecord> unread = new ArrayList<>();
        Set<String> deleted = new HashSet<>();
        for (ConsumerRecord<String, byte[]> entry : fetched) {
            if (reader.isDeletion(entry)) {
                deleted.add(entry.key());
            } else {
                reader.read(entry, unread::add).ifPresent(folded -> {
                    records.add(folded);
                    deleted.remove(folded.key());
                });
            }
        }
        Map<Integer, Long> next = new HashMap<>();
        fetched.nextOffsets().forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
        return new Batch<>(records, unread, deleted, next);
    }
}
