package io.slackwater.topology;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The records that a topology wrote to a topic.
 *
 * @param records how many
 * @param bytes of their keys, values and headers
 * @param headers the names of their headers
 */
public record Traffic(int records, long bytes, List<String> headers) {

    /** Takes what was written since the last call to the internal topics: repartition topics and changelogs, by name without the application's prefix. */
    public static Map<String, Traffic> ofInternalTopics(TopologyTestDriver driver, String application) {
        Map<String, Traffic> traffic = new TreeMap<>();
        for (String topic : new TreeSet<>(driver.producedTopicNames())) {
            if (topic.startsWith(application + "-")) {
                Traffic count = of(driver, topic);
                if (count.records() > 0) {
                    traffic.put(topic.substring(application.length() + 1), count);
                }
            }
        }
        return traffic;
    }

    private static Traffic of(TopologyTestDriver driver, String topic) {
        List<TestRecord<byte[], byte[]>> records = driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        TreeSet<String> headers = new TreeSet<>();
        long bytes = 0;
        for (TestRecord<byte[], byte[]> written : records) {
            bytes += length(written.key()) + length(written.value());
            for (Header header : written.headers()) {
                headers.add(header.key());
                bytes += header.key().length() + length(header.value());
            }
        }
        return new Traffic(records.size(), bytes, List.copyOf(headers));
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
