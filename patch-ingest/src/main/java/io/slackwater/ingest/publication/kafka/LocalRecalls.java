package io.slackwater.ingest.publication.kafka;

import io.slackwater.ingest.publication.RecalledContent;
import io.slackwater.ingest.publication.Recalls;
import io.slackwater.schemas.ChangeEvent;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the brain knows of withdrawals, for whoever wants to tell a caller at once. It knows nothing where the brain runs in another
 * instance or does not run yet: the brain then decides, which always knows.
 */
@Singleton
final class LocalRecalls implements Recalls {

    private final KafkaStreams streams;

    LocalRecalls(KafkaStreams streams) {
        this.streams = streams;
    }

    @Override
    public Optional<RecalledContent> of(String sha256) {
        if (!streams.state().isRunningOrRebalancing()) {
            return Optional.empty();
        }
        try {
            return new StoredRecalls(
                            this.<ChangeEvent>store(PublicationTopology.PUBLISHED),
                            this.<String>store(PublicationTopology.HOLDERS))
                    .of(sha256);
        } catch (InvalidStateStoreException elsewhere) {
            return Optional.empty();
        }
    }

    private <T> ReadOnlyKeyValueStore<String, T> store(String name) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
    }
}
