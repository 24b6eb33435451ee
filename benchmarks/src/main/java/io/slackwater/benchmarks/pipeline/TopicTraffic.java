package io.slackwater.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What was written to a topic in a span of its log.
 *
 * @param records records, without the markers of transactions
 * @param bytes the batches of these records as they are on disk, headers of the batches included
 * @param markers markers that end a transaction, one per transaction and partition
 * @param gone offsets whose record was deleted or compacted before it was counted; 0 where the count is exact
 */
public record TopicTraffic(String topic, long records, long bytes, long markers, long gone) {

    /** Returns whether Kafka itself writes to it, the offsets of consumers or the states of transactions. */
    @JsonIgnore
    boolean isKafkasOwn() {
        return topic.startsWith("__");
    }

    static TopicTraffic none(String topic) {
        return new TopicTraffic(topic, 0, 0, 0, 0);
    }

    TopicTraffic plus(TopicTraffic other) {
        return new TopicTraffic(
                topic, records + other.records, bytes + other.bytes, markers + other.markers, gone + other.gone);
    }

    TopicTraffic minus(TopicTraffic part) {
        return new TopicTraffic(
                topic, records - part.records, bytes - part.bytes, markers - part.markers, gone - part.gone);
    }
}
