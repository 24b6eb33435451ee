package io.slackwater.ingest.publication.kafka;

import io.slackwater.domain.publication.ContentConflict;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.publication.PublicationHistory;
import io.slackwater.domain.publication.PublicationState;
import io.slackwater.domain.publication.Withdrawal;
import io.slackwater.domain.publication.WithdrawnContent;
import io.slackwater.schemas.ChangeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Finds in the topology's stores what was published of a change, and what withdrawals recall. */
final class PublicationRepository {

    private static final char SEPARATOR = '|';

    private final ReadOnlyKeyValueStore<String, ChangeEvent> changes;
    private final ReadOnlyKeyValueStore<String, String> holders;

    PublicationRepository(
            ReadOnlyKeyValueStore<String, ChangeEvent> changes, ReadOnlyKeyValueStore<String, String> holders) {
        this.changes = changes;
        this.holders = holders;
    }

    /** Returns the key under which a change is found by what it holds. */
    static String holderKey(String sha256, String changeId) {
        return sha256 + SEPARATOR + changeId;
    }

    /**
     * Returns what was published before a sighting of a change.
     *
     * @param offered what the sighting offers
     */
    PublicationHistory past(String changeId, List<OfferedVersion> offered) {
        PublicationState state = standing(changes.get(changeId));
        if (!(state instanceof PublicationState.Unpublished)) {
            return PublicationHistory.of(state);
        }
        Optional<WithdrawnContent> recalled = offered.stream()
                .flatMap(version -> recalled(version.sha256()).stream())
                .findFirst();
        Optional<ContentConflict> other = offered.stream()
                .flatMap(version -> otherContent(version).stream())
                .findFirst();
        return new PublicationHistory(state, recalled, other);
    }

    /** Finds that a version was published, and maybe withdrawn, with other content. Changes are few, and ids begin with their system. */
    Optional<ContentConflict> otherContent(OfferedVersion offered) {
        String system =
                offered.portion().substring(0, Math.max(0, offered.portion().indexOf('/')));
        Map<String, String> known = new HashMap<>();
        try (KeyValueIterator<String, ChangeEvent> published =
                changes.prefixScan(system + "-", new StringSerializer())) {
            published.forEachRemaining(change -> change.value.getPortions().stream()
                    .filter(portion -> portion.getPortion().equals(offered.portion())
                            && portion.getVersion().equals(offered.version()))
                    .forEach(portion -> known.putIfAbsent(portion.getSha256(), change.key)));
        }
        return ContentConflict.of(offered, known);
    }

    /** Finds the first withdrawal that recalls content; empty where a change that is available holds it, or none does. */
    Optional<WithdrawnContent> recalled(String sha256) {
        Optional<Withdrawal> first = Optional.empty();
        try (KeyValueIterator<String, String> holding =
                holders.prefixScan(sha256 + SEPARATOR, new StringSerializer())) {
            while (holding.hasNext()) {
                if (!(standing(changes.get(holding.next().value)) instanceof PublicationState.Withdrawn withdrawn)) {
                    return Optional.empty();
                }
                Withdrawal withdrawal = withdrawn.withdrawal();
                first = first.filter(earlier -> !earlier.at().isAfter(withdrawal.at()))
                        .or(() -> Optional.of(withdrawal));
            }
        }
        return first.map(withdrawal -> new WithdrawnContent(sha256, withdrawal));
    }

    private static PublicationState standing(@Nullable ChangeEvent last) {
        if (last == null) {
            return new PublicationState.Unpublished();
        }
        return switch (last.getType()) {
            case WITHDRAWN ->
                new PublicationState.Withdrawn(new Withdrawal(
                        last.getChangeId(),
                        last.getSource(),
                        last.getReason().orElse("no reason was given"),
                        last.getOccurredAt()));
            case AVAILABLE, UNKNOWN -> new PublicationState.Available(last.getOccurredAt());
        };
    }
}
