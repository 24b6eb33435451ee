package io.slackwater.ingest.publication.kafka;

import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.publication.PublicationHistory;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.PortionVersion;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What was published last of each change, and which changes hold which content. All operating systems are in one partition. */
final class PublishedChanges {

    private final KeyValueStore<String, ChangeEvent> changes;
    private final KeyValueStore<String, String> holders;
    private final PublicationRepository pasts;

    PublishedChanges(ProcessingContext context) {
        changes = context.getStateStore(PublicationTopology.PUBLISHED);
        holders = context.getStateStore(PublicationTopology.HOLDERS);
        pasts = new PublicationRepository(changes, holders);
    }

    void put(ChangeEvent event) {
        changes.put(event.getChangeId(), event);
        for (PortionVersion portion : event.getPortions()) {
            holders.put(PublicationRepository.holderKey(portion.getSha256(), event.getChangeId()), event.getChangeId());
        }
    }

    @Nullable
    ChangeEvent find(String changeId) {
        return changes.get(changeId);
    }

    /** Returns what was published before a sighting. */
    PublicationHistory past(ChangeEvent sighting) {
        List<OfferedVersion> offered =
                sighting.getPortions().stream().map(SightingMapper::offered).toList();
        return pasts.past(sighting.getChangeId(), offered);
    }
}
