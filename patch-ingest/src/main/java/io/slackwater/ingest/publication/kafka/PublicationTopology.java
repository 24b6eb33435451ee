package io.slackwater.ingest.publication.kafka;

import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.runtime.streams.EventStreams;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.serde.AvroSerde;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.topics.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.Stores;

/** The brain's topology: sightings in, each change once out. The store holds what was published last of each change. */
@ApplicationScoped
public class PublicationTopology {

    static final String PUBLISHED = "published-changes";
    private static final String SERVICE = "patch-ingest";

    @Produces
    Topology topology(KafkaStartup startup, LogSchemaStore schemas, IngestMetrics metrics) {
        startup.partitionsOf(Topics.CHANGE_SIGHTINGS);
        return build(schemas, metrics);
    }

    static Topology build(SchemaStore schemas, IngestMetrics metrics) {
        StreamsBuilder builder = new StreamsBuilder();
        EventStreams streams = new EventStreams(builder, schemas, SERVICE);
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PUBLISHED), Serdes.String(), AvroSerde.of(ChangeEvent.class, schemas)));
        streams.write(
                streams.readValues(Topics.CHANGE_SIGHTINGS)
                        .process(() -> new PublicationProcessor(metrics), Named.as("publication"), PUBLISHED),
                Topics.CHANGES,
                event -> event.getType().name());
        return builder.build();
    }
}
