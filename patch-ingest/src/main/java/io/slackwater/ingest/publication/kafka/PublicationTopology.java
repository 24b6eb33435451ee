package io.slackwater.ingest.publication.kafka;

import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.runtime.replay.LogHorizon;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.EventStreams;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.replay.ReplayGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of patch-ingest: sightings in, each change once out, what is refused to the dead letters. The stores hold what was published
 * last of each change, as the log of the changes says, and which changes hold which content.
 */
@ApplicationScoped
public class PublicationTopology {

    static final String PUBLISHED = "published-changes";
    static final String HOLDERS = "content-holders";
    static final String HELD = "held-sightings";
    static final String REPLAY = "replay";
    private static final String SERVICE = "patch-ingest";

    @Produces
    @Singleton
    Topology topology(KafkaStartup startup, LogSchemaStore schemas, IngestMetrics metrics, LogHorizon horizon) {
        startup.partitionsOf(Topics.CHANGE_SIGHTINGS);
        Topology topology = build(new AvroSerdes(schemas), metrics, horizon);
        horizon.watch(topology);
        return topology;
    }

    static Topology build(AvroSerdes serdes, IngestMetrics metrics, Horizon horizon) {
        StreamsBuilder builder = new StreamsBuilder();
        EventStreams streams = new EventStreams(builder, serdes, SERVICE);
        builder.addStateStore(changes(PUBLISHED, serdes));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(HOLDERS), Serdes.String(), Serdes.String()));
        builder.addStateStore(changes(HELD, serdes));
        builder.addStateStore(ReplayGate.store(REPLAY));
        streams.readValues(Topics.CHANGES).process(PublishedProcessor::new, Named.as("published"), PUBLISHED, HOLDERS);
        KStream<String, PublicationOutput> verdicts = streams.readValues(Topics.CHANGE_SIGHTINGS)
                .process(
                        () -> new PublicationProcessor(
                                metrics,
                                horizon,
                                serdes.of(Topics.CHANGE_SIGHTINGS).serializer()),
                        Named.as("publication"),
                        PUBLISHED,
                        HOLDERS,
                        HELD,
                        REPLAY);
        streams.write(
                select(verdicts, PublicationOutput.Published.class, "to-publish")
                        .mapValues(PublicationOutput.Published::event, Named.as("changes")),
                Topics.CHANGES,
                event -> event.getType().name());
        select(verdicts, PublicationOutput.Refused.class, "refused")
                .mapValues(refused -> refused.letter().value(), Named.as("refused-sightings"))
                .to(
                        Topics.CHANGE_SIGHTINGS.deadLetterName(),
                        Produced.with(Serdes.String(), Serdes.ByteArray()).withName("refused.dead-letter"));
        return builder.build();
    }

    private static StoreBuilder<KeyValueStore<String, ChangeEvent>> changes(String name, AvroSerdes serdes) {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.String(), serdes.of(Topics.CHANGES));
    }

    private static <V extends PublicationOutput> KStream<String, V> select(
            KStream<String, PublicationOutput> verdicts, Class<V> kind, String name) {
        return verdicts.filter((key, publicationOutput) -> kind.isInstance(publicationOutput), Named.as(name))
                .mapValues(kind::cast, Named.as(name + "-cast"));
    }
}
