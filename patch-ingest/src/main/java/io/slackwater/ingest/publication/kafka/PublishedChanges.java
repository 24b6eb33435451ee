package io.slackwater.ingest.publication.kafka;

import io.slackwater.ingest.publication.Past;
import io.slackwater.ingest.publication.RecalledContent;
import io.slackwater.ingest.publication.Standing;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.PortionVersion;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What was published last of each change, and which changes hold which content. All operating systems are in one partition. */
final class PublishedChanges {

    private final KeyValueStore<String, ChangeEvent> changes;
    private final KeyValueStore<String, String> holders;
    private final StoredRecalls recalls;

    PublishedChanges(ProcessingContext context) {
        changes = context.getStateStore(PublicationTopology.PUBLISHED);
        holders = context.getStateStore(PublicationTopology.HOLDERS);
        recalls = new StoredRecalls(changes, holders);
    }

    void put(ChangeEvent event) {
        changes.put(event.getChangeId(), event);
        for (PortionVersion portion : event.getPortions()) {
            holders.put(StoredRecalls.holderKey(portion.getSha256(), event.getChangeId()), event.getChangeId());
        }
    }

    @Nullable
    ChangeEvent find(String changeId) {
        return changes.get(changeId);
    }

    /** Returns what was published before a sighting. */
    Past past(ChangeEvent sighting) {
        ChangeEvent last = changes.get(sighting.getChangeId());
        Optional<RecalledContent> recalled = sighting.getPortions().stream()
                .flatMap(portion -> recalls.of(portion.getSha256()).stream())
                .findFirst();
        return new Past(standing(last), StoredRecalls.recall(last), recalled);
    }

    private static Standing standing(@Nullable ChangeEvent last) {
        if (last == null) {
            return Standing.UNPUBLISHED;
        }
        return last.getType() == ChangeEventType.WITHDRAWN ? Standing.WITHDRAWN : Standing.AVAILABLE;
    }
}
