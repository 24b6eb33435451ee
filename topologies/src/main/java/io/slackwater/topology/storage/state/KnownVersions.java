package io.slackwater.topology.storage.state;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.store.SupersedingVersion;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.mapping.storage.InputMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The portion versions that the changes speak of. */
public final class KnownVersions {

    private final List<ChangeEvent> changes;

    private KnownVersions(List<ChangeEvent> changes) {
        this.changes = changes;
    }

    /** Reads the versions out of the changes that a repository keeps. */
    public static KnownVersions of(ReadOnlyKeyValueStore<String, ChangeEvent> book) {
        List<ChangeEvent> changes = new ArrayList<>();
        try (KeyValueIterator<String, ChangeEvent> all = book.all()) {
            all.forEachRemaining(row -> changes.add(row.value));
        }
        return new KnownVersions(changes);
    }

    /** Returns the ids of the available changes that bring a version which takes the place of what a volume holds. */
    public Set<String> replacing(Content held) {
        return held.holds().map(holds -> replacing(holds, held.sha256())).orElse(Set.of());
    }

    /**
     * The same for what is not known as a volume.
     *
     * @param sha256 its content; empty where nobody read it
     */
    public Set<String> replacing(PortionVersion holds, Optional<String> sha256) {
        return changesReplacing(held(holds, sha256))
                .map(ChangeEvent::getChangeId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns since when a version which takes the place of what a volume holds is available; empty where there is none. */
    public Optional<Instant> replacedSince(Content held) {
        return held.holds().stream()
                .flatMap(holds -> changesReplacing(held(holds, held.sha256())))
                .map(ChangeEvent::getOccurredAt)
                .min(Comparator.naturalOrder());
    }

    private Stream<ChangeEvent> changesReplacing(SupersedingVersion.Held held) {
        return changes.stream()
                .filter(change -> change.getType() == ChangeEventType.AVAILABLE)
                .filter(change -> change.getPortions().stream()
                        .map(InputMapper::offer)
                        .anyMatch(supersedingVersion -> supersedingVersion.replaces(held, DebianVersion.TEXT_ORDER)));
    }

    /** One content may have been published under several versions, by changes that are available or withdrawn. */
    private SupersedingVersion.Held held(PortionVersion holds, Optional<String> sha256) {
        Set<String> versions = changes.stream()
                .flatMap(change -> change.getPortions().stream())
                .map(InputMapper::offer)
                .filter(supersedingVersion -> supersedingVersion.hasContent(holds, sha256))
                .map(supersedingVersion -> supersedingVersion.brings().version())
                .collect(Collectors.toCollection(TreeSet::new));
        versions.add(holds.version());
        return new SupersedingVersion.Held(holds, sha256, versions);
    }

    /** Returns what every change brings or brought, withdrawn or not: it may be in the stores. */
    public List<Artifact> artifacts() {
        return changes.stream()
                .flatMap(change -> change.getPortions().stream())
                .map(InputMapper::artifact)
                .distinct()
                .toList();
    }

    /** Returns every version that a change brings, or names as one that it replaces. */
    public Set<PortionVersion> versions() {
        return changes.stream()
                .flatMap(change -> change.getPortions().stream())
                .map(InputMapper::offer)
                .flatMap(supersedingVersion -> supersedingVersion.named().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
