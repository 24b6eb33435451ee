package io.slackwater.domain.match;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The changes that were withdrawn: what they brought is still on VMs, and they say what was there before it. */
final class WithdrawnChanges {

    private final Supersession supersession;
    private final Map<String, PublishedChange> changes = new HashMap<>();

    WithdrawnChanges(Supersession supersession) {
        this.supersession = supersession;
    }

    void add(PublishedChange change) {
        changes.put(change.id(), change);
    }

    void remove(String changeId) {
        changes.remove(changeId);
    }

    /** Returns the change that brought what is held last; empty where none of these did. */
    Optional<PublishedChange> bringing(VolumeContent held) {
        return all(held).stream().max(Comparator.comparingLong(PublishedChange::sequence));
    }

    /** Returns the versions under which these brought the same content. */
    Stream<TargetVersion> withContentOf(VolumeContent held) {
        return changes.values().stream()
                .flatMap(change -> change.target(held.portion()).stream())
                .filter(held::isContentOf);
    }

    /** Whether these took the place of a version with what is held, some maybe by way of others that were withdrawn, too. */
    boolean replaced(TargetVersion earlier, VolumeContent held) {
        return replaced(earlier, held, new HashSet<>());
    }

    private boolean replaced(TargetVersion earlier, VolumeContent held, Set<String> seen) {
        for (PublishedChange change : all(held)) {
            TargetVersion target = change.target(held.portion()).orElseThrow();
            if (seen.add(change.id())
                    && (supersession.replaces(target, earlier.asVolumeContent()) || byWayOf(target, earlier, seen))) {
                return true;
            }
        }
        return false;
    }

    private boolean byWayOf(TargetVersion later, TargetVersion earlier, Set<String> seen) {
        return changes.values().stream()
                .flatMap(change -> change.target(later.portion()).stream())
                .filter(between ->
                        between.kind() == later.kind() && supersession.replaces(later, between.asVolumeContent()))
                .anyMatch(between -> replaced(earlier, between.asVolumeContent(), seen));
    }

    private List<PublishedChange> all(VolumeContent held) {
        return changes.values().stream()
                .filter(change ->
                        change.target(held.portion()).filter(held::isBroughtBy).isPresent())
                .toList();
    }
}
