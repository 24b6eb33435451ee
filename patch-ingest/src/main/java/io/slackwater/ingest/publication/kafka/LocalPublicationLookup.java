package io.slackwater.ingest.publication.kafka;

import io.slackwater.domain.publication.ContentConflict;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.publication.PublicationConflictLookup;
import io.slackwater.domain.publication.PublicationHistory;
import io.slackwater.domain.publication.PublicationHistoryLookup;
import io.slackwater.domain.publication.PublicationState;
import io.slackwater.domain.publication.WithdrawnContent;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.streams.view.StateNotLocalException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the topology knows of the past, for whoever wants to tell a caller at once. It knows nothing where the topology runs in another
 * instance or does not run yet: the topology then decides, which always knows.
 */
@Singleton
final class LocalPublicationLookup implements PublicationHistoryLookup, PublicationConflictLookup {

    private static final String WHAT = "the published changes";

    private final LocalStores stores;

    LocalPublicationLookup(LocalStores stores) {
        this.stores = stores;
    }

    @Override
    public Optional<PublicationHistory> history(String changeId, List<OfferedVersion> offered) {
        try {
            PublicationHistory history = ask(stored -> stored.past(changeId, offered));
            if (history.state() instanceof PublicationState.Available) {
                // A withdrawal is final, however little of the log was read; this one may still be withdrawn further
                // on, and only what is asked once all is read says that it was not.
                stores.requireWhole();
                history = ask(stored -> stored.past(changeId, offered));
            }
            return Optional.of(history);
        } catch (StateNotLocalException elsewhere) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<WithdrawnContent> withdrawnContent(String sha256) {
        try {
            return ask(stored -> stored.recalled(sha256));
        } catch (StateNotLocalException elsewhere) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<ContentConflict> otherContent(OfferedVersion offered) {
        try {
            return ask(stored -> stored.otherContent(offered));
        } catch (StateNotLocalException elsewhere) {
            return Optional.empty();
        }
    }

    private <R> R ask(Function<PublicationRepository, R> question) {
        return stores.ask(
                PublicationTopology.PUBLISHED,
                WHAT,
                (ReadOnlyKeyValueStore<String, ChangeEvent> changes) -> stores.ask(
                        PublicationTopology.HOLDERS,
                        WHAT,
                        (ReadOnlyKeyValueStore<String, String> holders) ->
                                question.apply(new PublicationRepository(changes, holders))));
    }
}
