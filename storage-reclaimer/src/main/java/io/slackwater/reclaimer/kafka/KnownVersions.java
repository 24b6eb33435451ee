package io.slackwater.reclaimer.kafka;

import io.slackwater.debian.version.DebianVersion;
import io.slackwater.reclaimer.volume.Artifact;
import io.slackwater.reclaimer.volume.PortionVersion;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The portion versions that the changes speak of. */
public final class KnownVersions {

    private final List<ChangeEvent> changes;

    private KnownVersions(List<ChangeEvent> changes) {
        this.changes = changes;
    }

    /** Reads the versions out of the changes that a book keeps. */
    static KnownVersions of(ReadOnlyKeyValueStore<String, ChangeEvent> book) {
        List<ChangeEvent> changes = new ArrayList<>();
        try (KeyValueIterator<String, ChangeEvent> all = book.all()) {
            all.forEachRemaining(row -> changes.add(row.value));
        }
        return new KnownVersions(changes);
    }

    /** Returns the ids of the available changes that bring a version which takes the place of another. */
    public Set<String> replacing(PortionVersion held) {
        Set<String> found = new TreeSet<>();
        for (ChangeEvent change : changes) {
            boolean replaces = change.getType() == ChangeEventType.AVAILABLE
                    && change.getPortions().stream()
                            .map(WireInputs::offer)
                            .anyMatch(offer -> offer.replaces(held, DebianVersion.TEXT_ORDER));
            if (replaces) {
                found.add(change.getChangeId());
            }
        }
        return found;
    }

    /** Returns what every change brings or brought, withdrawn or not: it may be in the stores. */
    public List<Artifact> artifacts() {
        return changes.stream()
                .flatMap(change -> change.getPortions().stream())
                .map(WireInputs::artifact)
                .distinct()
                .toList();
    }

    /** Returns every version that a change brings, or names as one that it replaces. */
    public Set<PortionVersion> versions() {
        return changes.stream()
                .flatMap(change -> change.getPortions().stream())
                .map(WireInputs::offer)
                .flatMap(offer -> offer.named().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
