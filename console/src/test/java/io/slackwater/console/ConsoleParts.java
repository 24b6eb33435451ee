package io.slackwater.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.serde.SchemaPublisher;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;

/** A real broker and a real PostgreSQL, for the tests of one class. */
public final class ConsoleParts implements AutoCloseable {

    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(30);

    private final EmbeddedBroker broker;
    private final EmbeddedPostgres postgres;
    private final LogSchemaStore schemas;

    private ConsoleParts(EmbeddedBroker broker, EmbeddedPostgres postgres) {
        this.broker = broker;
        this.postgres = postgres;
        this.schemas = new LogSchemaStore(client(), BROKER_TIMEOUT);
    }

    public static ConsoleParts start(Path directory) throws IOException, InterruptedException, ExecutionException {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory));
        ConsoleParts parts = new ConsoleParts(broker, EmbeddedPostgres.start());
        new TopicProvisioner(parts.client(), ProvisioningPlan.SINGLE_NODE).provision();
        SchemaPublisher.publishCatalogue(parts.client());
        parts.awaitLeaders();
        return parts;
    }

    /** A broker answers for a topic a moment after it made it. */
    private void awaitLeaders() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            List<String> topics = Topics.all().stream().map(Topic::name).toList();
            admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                    .forEach(partition ->
                            latest.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            assertThat(admin.listOffsets(latest).all().get()).hasSameSizeAs(latest);
        }
    }

    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    public LogSchemaStore schemas() {
        return schemas;
    }

    /** Returns the address of a database that has no tables yet. */
    public String newDatabase(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return postgres.getJdbcUrl("postgres", name);
    }

    /** Returns a database with the tables of the read model. */
    public DataSource readModel(String name) throws SQLException {
        newDatabase(name);
        DataSource database = postgres.getDatabase("postgres", name);
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    /** Writes records to the log. */
    public void publish(List<SampleLog.Entry> entries) throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "acks", "all");
        try (KafkaProducer<String, SpecificRecord> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new TopicSerializer())) {
            List<Future<RecordMetadata>> sent = entries.stream()
                    .map(entry ->
                            producer.send(new ProducerRecord<>(entry.topic().name(), entry.key(), entry.value())))
                    .toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    @Override
    public void close() throws IOException {
        schemas.close();
        postgres.close();
        broker.close();
    }
}
