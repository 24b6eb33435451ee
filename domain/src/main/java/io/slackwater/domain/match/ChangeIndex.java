package io.slackwater.domain.match;

import io.slackwater.domain.portion.PortionKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The changes that are available, arranged for looking up what replaces a portion version, and those that were withdrawn, for the
 * way back. Fleets refer to few versions, so the answers are remembered until a change comes or goes.
 */
public final class ChangeIndex {

    private final Supersession supersession;
    private final Map<String, PublishedChange> changes = new HashMap<>();
    private final WithdrawnChanges withdrawn;
    private final Map<VolumeContent, List<PublishedChange>> answers = new HashMap<>();
    private final Map<VolumeContent, Optional<ReturnTarget>> waysBack = new HashMap<>();
    private final Map<NamedVolume, List<PublishedChange>> newest = new HashMap<>();

    public ChangeIndex(Supersession supersession) {
        this.supersession = supersession;
        this.withdrawn = new WithdrawnChanges(supersession);
    }

    /** Adds a change, or replaces what was known of it. */
    public void add(PublishedChange change) {
        changes.put(change.id(), change);
        withdrawn.remove(change.id());
        forgetAnswers();
    }

    /** Adds a change that was withdrawn, available until now or not. */
    public void addWithdrawn(PublishedChange change) {
        changes.remove(change.id());
        withdrawn.add(change);
        forgetAnswers();
    }

    /** Returns an available change, or empty where none has that id. */
    public Optional<PublishedChange> find(String changeId) {
        return Optional.ofNullable(changes.get(changeId));
    }

    /** Returns every change that replaces what a volume holds, in no particular order. */
    public List<PublishedChange> replacing(VolumeContent volumeContent) {
        return answers.computeIfAbsent(volumeContent, this::search);
    }

    /**
     * Returns the way back from what a volume holds; empty where an available change brings it or replaces it, where no withdrawn change
     * brought it, and where nothing that is still available was there before.
     */
    public Optional<ReturnTarget> wayBack(VolumeContent volumeContent) {
        return waysBack.computeIfAbsent(volumeContent, this::searchBack);
    }

    /** Returns the withdrawn change that brought what a volume holds; empty where none did, or an available one brings it, too. */
    public Optional<PublishedChange> withdrawn(VolumeContent volumeContent) {
        boolean isAvailable = changes.values().stream()
                .flatMap(change -> change.target(volumeContent.portion()).stream())
                .anyMatch(volumeContent::isBroughtBy);
        return isAvailable ? Optional.empty() : withdrawn.bringing(volumeContent);
    }

    /** Returns the newest of some changes; the list is not empty. */
    public PublishedChange newest(List<PublishedChange> candidates) {
        PublishedChange newest = candidates.get(0);
        for (PublishedChange candidate : candidates) {
            if (!candidate.equals(newest) && supersession.isNewer(candidate, newest)) {
                newest = candidate;
            }
        }
        return newest;
    }

    private Optional<ReturnTarget> searchBack(VolumeContent volumeContent) {
        Optional<PublishedChange> from = withdrawn(volumeContent);
        if (from.isEmpty() || !replacing(volumeContent).isEmpty()) {
            return Optional.empty();
        }
        List<PublishedChange> before = changes.values().stream()
                .filter(change -> change.target(volumeContent.portion())
                        .filter(target ->
                                target.kind() == volumeContent.kind() && withdrawn.replaced(target, volumeContent))
                        .isPresent())
                .toList();
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReturnTarget(newest(before), from.get().id()));
    }

    /**
     * Returns the available changes that a VM may need whose slot refers to a volume of that name, if nothing is known of the volume but
     * its name: those that bring a portion of the name, and whose version of it no other available change replaces.
     *
     * @param kind the only kind of portion that the slot can hold
     */
    List<PublishedChange> newest(String volume, PortionKind kind) {
        return newest.computeIfAbsent(new NamedVolume(volume, kind), this::searchNewest);
    }

    private List<PublishedChange> searchNewest(NamedVolume named) {
        return changes.values().stream()
                .filter(change ->
                        change.targets().stream().anyMatch(target -> named.maySayOf(target) && !isReplaced(target)))
                .toList();
    }

    private boolean isReplaced(TargetVersion target) {
        return !replacing(target.asVolumeContent()).isEmpty();
    }

    private void forgetAnswers() {
        answers.clear();
        newest.clear();
        waysBack.clear();
    }

    /** Returns all that some content is called: what its volume says, and under what else a change brought or brings it. */
    private Set<String> versions(VolumeContent volumeContent) {
        Set<String> versions = new HashSet<>(Set.of(volumeContent.version()));
        Stream<TargetVersion> available = changes.values().stream()
                .flatMap(change -> change.target(volumeContent.portion()).stream())
                .filter(volumeContent::isContentOf);
        Stream.concat(available, withdrawn.withContentOf(volumeContent))
                .forEach(target -> versions.add(target.version()));
        return versions;
    }

    private List<PublishedChange> search(VolumeContent volumeContent) {
        List<PublishedChange> found = new ArrayList<>();
        Set<String> versions = versions(volumeContent);
        for (PublishedChange change : changes.values()) {
            boolean replaces = change.target(volumeContent.portion())
                    .filter(target -> target.kind() == volumeContent.kind())
                    .filter(target -> supersession.replaces(target, volumeContent, versions))
                    .isPresent();
            if (replaces) {
                found.add(change);
            }
        }
        return found;
    }

    /** A volume of which only the name is known, and the kind of the slot that refers to it. */
    private record NamedVolume(String volume, PortionKind kind) {

        boolean maySayOf(TargetVersion target) {
            return target.kind() == kind && StagedName.matches(volume, target.portion());
        }
    }
}
