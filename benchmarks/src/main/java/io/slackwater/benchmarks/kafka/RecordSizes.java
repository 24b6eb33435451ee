package io.slackwater.benchmarks.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Adds up what records hold. */
public final class RecordSizes {

    private long count;
    private long bytes;

    /** Adds a record's key, value and headers. */
    public void add(ConsumerRecord<byte[], byte[]> record) {
        count++;
        bytes += record.serializedKeySize() + record.serializedValueSize();
        for (Header header : record.headers()) {
            bytes += header.key().length() + header.value().length;
        }
    }

    public long count() {
        return count;
    }

    public long bytes() {
        return bytes;
    }
}
