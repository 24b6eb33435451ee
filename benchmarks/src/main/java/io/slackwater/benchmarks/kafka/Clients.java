package io.slackwater.benchmarks.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes plain clients of one broker; keys and values are bytes. */
public final class Clients {

    /** Kafka Streams' own default for its producers; a plain producer has to be told. */
    private static final String LINGER_OF_STREAMS_MILLIS = "100";

    /** The longest that a broker allows by default. */
    private static final int LONGEST_TRANSACTION_MILLIS = 15 * 60 * 1000;

    private final String bootstrapServers;
    private final StreamsSettings settings;

    public Clients(String bootstrapServers, StreamsSettings settings) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
    }

    /** Returns client properties that connect to the broker, and nothing more. */
    public Map<String, Object> connection() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    public Admin admin() {
        return Admin.create(connection());
    }

    /** Returns an idempotent writer that batches as the services' producers do. */
    public TopicWriter writer() {
        return new TopicWriter(new KafkaProducer<>(producing(), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Returns a writer whose records nobody who reads committed ones sees until it commits them. */
    public TopicWriter transactionalWriter(String transactionalId) {
        Map<String, Object> configuration = producing();
        configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        configuration.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, LONGEST_TRANSACTION_MILLIS);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return new TopicWriter(producer);
    }

    private Map<String, Object> producing() {
        Map<String, Object> configuration = new HashMap<>(connection());
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_OF_STREAMS_MILLIS);
        configuration.putAll(settings.producer());
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return configuration;
    }

    /** Returns a read-committed reader of a topic, from its first record on. */
    public TopicReader readerFromStart(String topic) {
        return reader(topic, true);
    }

    /** Returns a read-committed reader of what comes into a topic from now on. */
    public TopicReader readerFromEnd(String topic) {
        return reader(topic, false);
    }

    private TopicReader reader(String topic, boolean fromStart) {
        Map<String, Object> configuration = new HashMap<>(connection());
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(
                        0, consumer.partitionsFor(topic).size())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        return new TopicReader(consumer, partitions, fromStart);
    }
}
