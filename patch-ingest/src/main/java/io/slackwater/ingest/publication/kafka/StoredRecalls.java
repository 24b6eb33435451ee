package io.slackwater.ingest.publication.kafka;

import io.slackwater.ingest.publication.Recall;
import io.slackwater.ingest.publication.RecalledContent;
import io.slackwater.ingest.publication.Recalls;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Finds in the brain's stores what withdrawals recall. */
final class StoredRecalls implements Recalls {

    private static final char SEPARATOR = '|';

    private final ReadOnlyKeyValueStore<String, ChangeEvent> changes;
    private final ReadOnlyKeyValueStore<String, String> holders;

    StoredRecalls(ReadOnlyKeyValueStore<String, ChangeEvent> changes, ReadOnlyKeyValueStore<String, String> holders) {
        this.changes = changes;
        this.holders = holders;
    }

    /** Returns the key under which a change is found by what it holds. */
    static String holderKey(String sha256, String changeId) {
        return sha256 + SEPARATOR + changeId;
    }

    @Override
    public Optional<RecalledContent> of(String sha256) {
        Optional<Recall> first = Optional.empty();
        try (KeyValueIterator<String, String> holding =
                holders.prefixScan(sha256 + SEPARATOR, new StringSerializer())) {
            while (holding.hasNext()) {
                Optional<Recall> recall = recall(changes.get(holding.next().value));
                if (recall.isEmpty()) {
                    return Optional.empty();
                }
                first = first.filter(
                                earlier -> !earlier.at().isAfter(recall.get().at()))
                        .or(() -> recall);
            }
        }
        return first.map(recall -> new RecalledContent(sha256, recall));
    }

    /** Tells how a change was withdrawn; empty where it is available, or never was. */
    static Optional<Recall> recall(@Nullable ChangeEvent last) {
        if (last == null || last.getType() != ChangeEventType.WITHDRAWN) {
            return Optional.empty();
        }
        return Optional.of(new Recall(
                last.getChangeId(),
                last.getSource(),
                last.getReason().orElse("no reason was given"),
                last.getOccurredAt()));
    }
}
