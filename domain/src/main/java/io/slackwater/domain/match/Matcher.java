package io.slackwater.domain.match;

import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the changes that a VM needs. A VM needs a change when a configured slot refers to a version that the change replaces;
 * then all slots that the change concerns move together. Of changes that meet in a slot only the newest is needed. A slot that no
 * change moves on, on a version that was withdrawn, needs the change before that one.
 *
 * <p>Slots of one name are the names of one file. Where their volumes hold different things, two files look like one, and nobody knows
 * which of them the VM uses: no change is matched that replaces what one of them holds.
 */
public final class Matcher {

    private final ChangeIndex changes;
    private final Function<VolumeId, Optional<VolumeContent>> contents;

    /**
     * A matcher over what is known now.
     *
     * @param contents what a volume holds; empty where that is not known
     */
    public Matcher(ChangeIndex changes, Function<VolumeId, Optional<VolumeContent>> contents) {
        this.changes = changes;
        this.contents = contents;
    }

    /** Returns what a VM needs, newest first; empty where it needs nothing. */
    public List<Need> needs(Placement placement) {
        Fitting fitting = new Fitting();
        for (SlotImage slot : placement.slots()) {
            Optional<VolumeContent> held = held(slot);
            if (held.isPresent()) {
                collect(slot, held.get(), fitting, isContradicted(placement, slot, held.get()));
            }
        }
        fitting.replacements.keySet().removeAll(fitting.doubtful);
        return fitting.replacements.isEmpty() ? List.of() : choose(placement, fitting);
    }

    /**
     * Returns the volumes that a VM's slots refer to and of which nothing is known but a name like a staged one's, by the id of each change
     * that the VM may need if it were known what they hold. A slot that has a known volume by another name is known.
     */
    public Map<String, List<VolumeRef>> unknownVolumes(Placement placement) {
        Map<String, List<VolumeRef>> unknown = new HashMap<>();
        for (SlotImage slot : placement.slots()) {
            String volume = slot.image().id().volume();
            if (isUnknown(slot) && StagedName.matches(volume) && hasNoKnownName(slot, placement)) {
                changes.newest(volume, slot.kind())
                        .forEach(change -> unknown.computeIfAbsent(change.id(), first -> new ArrayList<>(1))
                                .add(slot.image()));
            }
        }
        return unknown;
    }

    private boolean isUnknown(SlotImage slot) {
        return contents.apply(slot.image().id()).isEmpty();
    }

    private boolean hasNoKnownName(SlotImage slot, Placement placement) {
        return placement.slots().stream()
                .filter(other -> other.name().equals(slot.name()))
                .allMatch(this::isUnknown);
    }

    private Optional<VolumeContent> held(SlotImage slot) {
        return contents.apply(slot.image().id()).filter(volumeContent -> volumeContent.kind() == slot.kind());
    }

    private boolean isContradicted(Placement placement, SlotImage slot, VolumeContent held) {
        for (SlotImage other : placement.slots()) {
            if (other.name().equals(slot.name())
                    && !other.equals(slot)
                    && held(other).filter(held::contradicts).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void collect(SlotImage slot, VolumeContent held, Fitting fitting, boolean isContradicted) {
        if (isContradicted) {
            changes.replacing(held).forEach(change -> fitting.doubtful.add(change.id()));
            changes.wayBack(held)
                    .ifPresent(back -> fitting.doubtful.add(back.to().id()));
            return;
        }
        changes.replacing(held).forEach(change -> fitting.add(change, slot, held));
        changes.wayBack(held).ifPresent(back -> {
            fitting.add(back.to(), slot, held);
            fitting.withdrawn.put(back.to().id(), back.withdrawn());
        });
    }

    private List<Need> choose(Placement placement, Fitting fitting) {
        List<Need> needs = new ArrayList<>(1);
        List<PublishedChange> candidates = new ArrayList<>(fitting.replacements.size());
        fitting.replacements
                .keySet()
                .forEach(id -> candidates.add(changes.find(id).orElseThrow()));
        Set<String> taken = new HashSet<>();
        while (!candidates.isEmpty()) {
            PublishedChange newest = changes.newest(candidates);
            candidates.remove(newest);
            List<NeededReplacement> replacements = fitting.replacements.get(newest.id());
            if (replacements.stream()
                    .noneMatch(replacement -> taken.contains(replacement.slot().name()))) {
                replacements.forEach(replacement -> taken.add(replacement.slot().name()));
                needs.add(new Need(
                        newest,
                        placement.hostId(),
                        placement.seenAtMillis(),
                        replacements,
                        Optional.ofNullable(fitting.withdrawn.get(newest.id()))));
            }
        }
        return needs;
    }

    /** By change: what it would replace, and the withdrawn change that it would be a return from. Doubtful are those that are not matched. */
    private static final class Fitting {

        private final Map<String, List<NeededReplacement>> replacements = new HashMap<>();
        private final Map<String, String> withdrawn = new HashMap<>();
        private final Set<String> doubtful = new HashSet<>();

        void add(PublishedChange change, SlotImage slot, VolumeContent held) {
            String version = change.target(held.portion()).orElseThrow().version();
            List<NeededReplacement> added = replacements.computeIfAbsent(change.id(), first -> new ArrayList<>(1));
            // A slot has an image by several names where links lead to it.
            if (added.stream().noneMatch(other -> other.slot().name().equals(slot.name()))) {
                added.add(new NeededReplacement(slot, held, version));
            }
        }
    }
}
