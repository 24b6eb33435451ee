package io.slackwater.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slackwater.benchmarks.kafka.Clients;
import io.slackwater.benchmarks.kafka.StreamsSettings;
import io.slackwater.benchmarks.kafka.TopicReader;
import io.slackwater.benchmarks.kafka.TopicWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A plain producer and a plain consumer, which write and read the least that an update needs, on the pipeline's broker. */
final class PlainClients {

    private static final String TOPIC = "benchmark.minimum";
    private static final int PARTITIONS = 4;
    private static final int ROUNDS = 2;

    private final Clients clients;
    private final ProcessHandle broker;

    PlainClients(String bootstrapServers, ProcessHandle broker) throws IOException {
        this.clients = new Clients(bootstrapServers, StreamsSettings.ofTheServices());
        this.broker = broker;
    }

    /**
     * Writes and reads the records of all updates twice, the first time to warm up.
     *
     * @param ids the UUIDs of the VMs
     * @param stores how many stores there are
     * @param traffic what the pipeline wrote, by topic
     * @return what the second time took
     */
    PlainCost run(List<String> ids, int stores, Map<String, TopicTraffic> traffic)
            throws IOException, InterruptedException {
        PlainCost cost = new PlainCost(0, 0, 0, 0);
        for (int round = 1; round <= ROUNDS; round++) {
            String topic = TOPIC + "-" + round;
            create(topic);
            cost = writeAndRead(topic, ids, stores, traffic);
        }
        return cost;
    }

    private void create(String topic) throws InterruptedException {
        try (Admin admin = clients.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The topic of the plain clients cannot be made", failed.getCause());
        }
    }

    private PlainCost writeAndRead(String topic, List<String> ids, int stores, Map<String, TopicTraffic> traffic)
            throws IOException {
        long records = 0;
        long bytes = 0;
        for (MinimumRecord kind : MinimumRecord.values()) {
            records += kind.count(ids.size(), stores);
            bytes += kind.count(ids.size(), stores) * kind.bytes(traffic);
        }
        long expected = records;
        try (TopicWriter writer = clients.writer();
                TopicReader reader = clients.readerFromStart(topic)) {
            double cpuBefore = cpuSeconds();
            long began = System.nanoTime();
            CompletableFuture<Void> read = CompletableFuture.runAsync(() -> reader.read(expected, record -> {}));
            for (MinimumRecord kind : MinimumRecord.values()) {
                write(writer, topic, ids, kind.count(ids.size(), stores), kind.bytes(traffic));
            }
            writer.flush();
            read.join();
            return new PlainCost(records, bytes, (System.nanoTime() - began) / 1e9, cpuSeconds() - cpuBefore);
        }
    }

    /** The key is a part of a record's bytes. */
    private static void write(TopicWriter writer, String topic, List<String> ids, long count, int bytes) {
        byte[] value = new byte[Math.max(1, bytes - ids.get(0).length())];
        for (int index = 0; index < count; index++) {
            writer.send(new ProducerRecord<>(topic, ids.get(index).getBytes(UTF_8), value));
        }
    }

    private double cpuSeconds() throws IOException {
        return ProcessUse.of(ProcessHandle.current()).cpuSeconds()
                + ProcessUse.of(broker).cpuSeconds();
    }
}
