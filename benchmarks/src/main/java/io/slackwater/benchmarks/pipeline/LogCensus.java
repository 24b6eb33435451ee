package io.slackwater.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;

/**
 * Counts what was written to every topic, internal ones included, from the broker's own segment files. It reads the headers
 * of the batches alone, so that no consumer has to read the log again, and tells records from transaction markers, which
 * offsets do not.
 */
final class LogCensus {

    private static final Pattern PARTITION = Pattern.compile("(.+)-(\\d+)");
    private static final String CLUSTER_METADATA = "__cluster_metadata";

    private final Path brokerData;

    LogCensus(Path brokerData) {
        this.brokerData = brokerData;
    }

    /**
     * Counts what was written.
     *
     * @param from the offset from which on a partition counts, 0 for one that is not named
     * @return by topic
     */
    Map<String, TopicTraffic> count(Map<TopicPartition, Long> from) throws IOException {
        Map<String, TopicTraffic> traffic = new TreeMap<>();
        for (Path directory : directories()) {
            Matcher name = PARTITION.matcher(directory.getFileName().toString());
            if (name.matches() && !name.group(1).equals(CLUSTER_METADATA)) {
                TopicPartition partition = new TopicPartition(name.group(1), Integer.parseInt(name.group(2)));
                traffic.merge(
                        partition.topic(),
                        count(partition.topic(), directory, from.getOrDefault(partition, 0L)),
                        TopicTraffic::plus);
            }
        }
        return traffic;
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> tree = Files.walk(brokerData, 2)) {
            return tree.filter(Files::isDirectory).toList();
        }
    }

    private static TopicTraffic count(String topic, Path directory, long from) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.list(directory)) {
            segments = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        TopicTraffic traffic = TopicTraffic.none(topic);
        long next = from;
        for (Path segment : segments) {
            FileRecords records = FileRecords.open(segment.toFile(), false);
            try {
                for (FileChannelRecordBatch batch : records.batches()) {
                    if (batch.lastOffset() >= next) {
                        traffic = traffic.plus(count(topic, batch, next));
                        next = batch.lastOffset() + 1;
                    }
                }
            } finally {
                // To close it otherwise would cut the broker's file.
                records.closeHandlers();
            }
        }
        return traffic;
    }

    private static TopicTraffic count(String topic, FileChannelRecordBatch batch, long next) {
        Integer header = batch.countOrNull();
        if (header == null) {
            throw new IllegalStateException("A batch of " + topic + " is of a format before Kafka 0.11");
        }
        int count = header;
        long gone = batch.lastOffset() + 1 - next - count;
        return batch.isControlBatch()
                ? new TopicTraffic(topic, 0, 0, count, gone)
                : new TopicTraffic(topic, count, batch.sizeInBytes(), 0, gone);
    }
}
