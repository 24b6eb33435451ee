package io.slackwater.ingest.publication.kafka;

import io.slackwater.ingest.publication.RecalledContent;
import io.slackwater.ingest.publication.Recalls;
import io.slackwater.runtime.view.LocalStores;
import io.slackwater.runtime.view.NotHereException;
import io.slackwater.schemas.ChangeEvent;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the brain knows of withdrawals, for whoever wants to tell a caller at once. It knows nothing where the brain runs in another
 * instance or does not run yet: the brain then decides, which always knows.
 */
@Singleton
final class LocalRecalls implements Recalls {

    private static final String WHAT = "the published changes";

    private final LocalStores stores;

    LocalRecalls(LocalStores stores) {
        this.stores = stores;
    }

    @Override
    public Optional<RecalledContent> of(String sha256) {
        try {
            return stores.ask(
                    PublicationTopology.PUBLISHED,
                    WHAT,
                    (ReadOnlyKeyValueStore<String, ChangeEvent> changes) -> stores.ask(
                            PublicationTopology.HOLDERS,
                            WHAT,
                            (ReadOnlyKeyValueStore<String, String> holders) ->
                                    new StoredRecalls(changes, holders).of(sha256)));
        } catch (NotHereException elsewhere) {
            return Optional.empty();
        }
    }
}
