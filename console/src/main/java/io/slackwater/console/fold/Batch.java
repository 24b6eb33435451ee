package io.slackwater.console.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What was fetched of a topic at once.
 *
 * @param records what could be read, in the order of each partition
 * @param unread what could not be read
 * @param nextOffsets the offset after the batch, for each partition that it moves on: transaction markers, and what aborted
 *     transactions wrote, are passed over too
 */
record Batch<T extends SpecificRecord>(
        List<FoldedRecord<T>> records, List<UnreadRecord> unread, Map<Integer, Long> nextOffsets) {

    static <T extends SpecificRecord> Batch<T> of(ConsumerRecords<String, byte[]> fetched, RecordReader<T> reader) {
        List<FoldedRecord<T>> records = new ArrayList<>(fetched.count());
        List<UnreadRecord> unread = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> entry : fetched) {
            reader.read(entry, unread::add).ifPresent(records::add);
        }
        Map<Integer, Long> next = new HashMap<>();
        fetched.nextOffsets().forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
        return new Batch<>(records, unread, next);
    }
}
