package io.slackwater.streams;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.cloudevents.EventHeaders.EventDescription;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Reads and writes the topics of the catalogue in a Kafka Streams topology. */
public final class EventStreams {

    private final StreamsBuilder builder;
    private final AvroSerdes serdes;
    private final String service;
    private final EventIds ids = new EventIds();

    /**
     * The topics of the catalogue as one topology uses them.
     *
     * @param service the service's name, the source of its events: {@code vm-inventory}
     */
    public EventStreams(StreamsBuilder builder, AvroSerdes serdes, String service) {
        this.builder = builder;
        this.serdes = serdes;
        this.service = service;
    }

    /**
     * Reads a topic. What cannot be read goes to the topic's dead-letter topic, in the same transaction, and comes out of
     * here as {@link Decoded.Poison} if it has a key. Every key that comes out is a usable one.
     */
    public <T extends SpecificRecord> KStream<String, Decoded<T>> read(Topic<T> topic) {
        return read(topic, headers -> false, false);
    }

    /** The same of a topic of rows, where a record without a value comes out as {@link Decoded.Absent}: its row is gone. */
    public <T extends SpecificRecord> KStream<String, Decoded<T>> readRows(Topic<T> topic) {
        return read(topic, headers -> false, true);
    }

    /**
     * The same without what this topology itself wrote since it was built: what its tasks know of that, they stored in the
     * transaction that wrote it.
     */
    public <T extends SpecificRecord> KStream<String, Decoded<T>> readRowsOfOthers(Topic<T> topic) {
        return read(topic, ids::areOn, true);
    }

    private <T extends SpecificRecord> KStream<String, Decoded<T>> read(
            Topic<T> topic, Predicate<Headers> leftOut, boolean isOfRows) {
        KStream<String, Undecoded<T>> records = builder.stream(
                        topic.name(),
                        Consumed.with(Serdes.String(), Serdes.ByteArray())
                                // Kafka's own extractor stops the stream at a negative timestamp.
                                .withTimestampExtractor((entry, time) -> EventDecoder.usable(entry.timestamp()))
                                .withName(topic.name() + ".source"))
                .process(
                        () -> new DecodeProcessor<>(topic, serdes.of(topic).deserializer(), leftOut, isOfRows),
                        Named.as(topic.name() + ".decode"));
        records.filter(
                        (key, undecoded) -> undecoded.decoded() instanceof Decoded.Poison,
                        Named.as(topic.name() + ".poison"))
                .mapValues(Undecoded::bytes, Named.as(topic.name() + ".poison-bytes"))
                .to(
                        topic.deadLetterName(),
                        Produced.with(Serdes.String(), Serdes.ByteArray()).withName(topic.name() + ".dead-letter"));
        return records.flatMapValues(
                (key, undecoded) -> EventDecoder.isUsable(key) ? Set.of(undecoded.decoded()) : Set.<Decoded<T>>of(),
                Named.as(topic.name() + ".decoded"));
    }

    /** Reads a topic and leaves out what cannot be read, for consumers to whom an unknown key makes no difference. */
    public <T extends SpecificRecord> KStream<String, T> readValues(Topic<T> topic) {
        return values(topic, read(topic));
    }

    /**
     * The same without what this topology itself wrote since it was built: what its tasks know of that, they stored in the
     * transaction that wrote it. What it wrote in an earlier life comes, for a replay must fold it.
     */
    public <T extends SpecificRecord> KStream<String, T> readValuesOfOthers(Topic<T> topic) {
        return values(topic, read(topic, ids::areOn, false));
    }

    private static <T extends SpecificRecord> KStream<String, T> values(
            Topic<T> topic, KStream<String, Decoded<T>> records) {
        return records.flatMapValues(
                decoded -> decoded instanceof Decoded.Value<T> read ? Set.of(read.value()) : Set.<T>of(),
                Named.as(topic.name() + ".values"));
    }

    /**
     * Prepares records for an internal topic: leaves them only those headers that its reader needs. Those of CloudEvents are
     * 320 bytes, more than many a value.
     *
     * @param name the internal topic's name, without the application's prefix
     * @param kept the names of the headers that stay
     */
    public static <V> KStream<String, V> forInternalTopic(KStream<String, V> stream, String name, String... kept) {
        Set<String> names = Set.of(kept);
        return stream.processValues(() -> new HeaderFilter<>(names), Named.as(name + "-headers"));
    }

    /**
     * Copies every record to every partition of a repartition topic, so that each task of a VM-keyed sub-topology sees it
     * (PLATFORM: a multicast partitioner instead of a join has no hot key).
     *
     * @param name the repartition topic's name, without the application's prefix
     * @param partitions as many as the topics have whose tasks are to see it
     * @param kept the names of the headers that its readers need
     */
    public static <V> KStream<String, V> broadcast(
            KStream<String, V> stream, Serde<V> values, String name, int partitions, String... kept) {
        Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
        StreamPartitioner<String, V> everywhere = (topic, key, value, count) -> Optional.of(all);
        return forInternalTopic(stream, name, kept)
                .repartition(Repartitioned.<String, V>as(name)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(values)
                        .withNumberOfPartitions(partitions)
                        .withStreamPartitioner(everywhere));
    }

    /**
     * Writes events to a topic, with CloudEvents headers and a trace context that continues the cause's.
     *
     * @param type says what happened, the second half of the CloudEvents type: {@code OBSERVED}
     */
    public <T extends SpecificRecord> void write(KStream<String, T> events, Topic<T> topic, Function<T, String> type) {
        stamped(events, topic, type)
                .to(
                        topic.name(),
                        Produced.with(Serdes.String(), serdes.of(topic)).withName(topic.name() + ".sink"));
    }

    /**
     * Writes the rows of a state topic, with the same headers.
     *
     * @param rows by key; empty where the row is gone
     */
    public <T extends SpecificRecord> void writeRows(KStream<String, Optional<T>> rows, Topic<T> topic) {
        writeRows(rows, topic, Produced.with(Serdes.String(), serdes.of(topic)));
    }

    /**
     * The same where the keys say more than what the topic is partitioned by, as compaction needs it.
     *
     * @param partitionKey returns the part of a key that is partitioned by, as if it were the key
     */
    public <T extends SpecificRecord> void writeRows(
            KStream<String, Optional<T>> rows, Topic<T> topic, UnaryOperator<String> partitionKey) {
        writeRows(
                rows, topic, Produced.with(Serdes.String(), serdes.of(topic), new PartKeyPartitioner<>(partitionKey)));
    }

    private <T extends SpecificRecord> void writeRows(
            KStream<String, Optional<T>> rows, Topic<T> topic, Produced<String, T> produced) {
        rows.process(() -> new RowStampProcessor<>(topic), Named.as(topic.name() + ".stamp"))
                .to(topic.name(), produced.withName(topic.name() + ".sink"));
    }

    private <T extends SpecificRecord> KStream<String, T> stamped(
            KStream<String, T> events, Topic<T> topic, Function<T, String> type) {
        return events.process(() -> new StampProcessor<>(topic, type), Named.as(topic.name() + ".stamp"));
    }

    private final class StampProcessor<T extends SpecificRecord> extends ContextualProcessor<String, T, String, T> {

        private final EventStamp<T> stamp;

        StampProcessor(Topic<T> topic, Function<T, String> type) {
            this.stamp = new EventStamp<>(topic, service, type, ids);
        }

        @Override
        public void process(Record<String, T> event) {
            // Kafka Streams stamps sink records with the cause's timestamp; ours is the time of publishing.
            long now = context().currentSystemTimeMs();
            Record<String, T> published = event.withTimestamp(now).withHeaders(event.headers());
            EventHeaders.stamp(published.headers(), stamp.describe(event.key(), event.value(), now));
            context().forward(published);
        }
    }

    private final class RowStampProcessor<T extends SpecificRecord>
            extends ContextualProcessor<String, Optional<T>, String, T> {

        private final EventStamp<T> stamp;

        RowStampProcessor(Topic<T> topic) {
            this.stamp = new EventStamp<>(topic, service, row -> "KEPT", ids);
        }

        @Override
        public void process(Record<String, Optional<T>> row) {
            long now = context().currentSystemTimeMs();
            EventDescription description = row.value()
                    .map(value -> stamp.describe(row.key(), value, now))
                    .orElseGet(() -> stamp.describeGone(row.key(), now));
            Record<String, T> published =
                    row.withValue(row.value().orElse(null)).withTimestamp(now).withHeaders(row.headers());
            EventHeaders.stamp(published.headers(), description);
            context().forward(published);
        }
    }
}
