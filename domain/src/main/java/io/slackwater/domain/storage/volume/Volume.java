package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.DeletionRecord;
import io.slackwater.domain.storage.model.Overlay;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A volume and all that its next decision depends on, but for the sets that are kept apart (moves, references) and the hosts.
 *
 * @param overlay what an update has to do with it; present where it is a replaced overlay
 * @param lastPublished what was last said about it in events, so that only a difference is said
 * @param dispatch the commands about it
 * @param reclaimed how it was deleted last, also when it is there again; empty where it never was
 */
@RecordBuilder
public record Volume(
        VolumeRef ref,
        Content content,
        VolumeState state,
        UpdateCounts updateCounts,
        Optional<Overlay> overlay,
        LastPublished lastPublished,
        Dispatch dispatch,
        Optional<DeletionRecord> reclaimed) {

    /**
     * What was last said.
     *
     * @param blockers of the last event that named any
     */
    public record LastPublished(List<Blocker> blockers, Pins pins) {
        public static final LastPublished NOTHING = new LastPublished(List.of(), new Pins(List.of()));

        public LastPublished {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * The commands about a volume.
     *
     * @param issue the number of the last command, from 1; 0 before the first
     * @param requeueAt when to decide again though nothing happened; empty where time changes nothing
     */
    public record Dispatch(int issue, Optional<Instant> requeueAt) {
        public static final Dispatch NONE = new Dispatch(0, Optional.empty());
    }

    /** A volume of which nothing is known but that something names it. */
    public static Volume unknown(VolumeRef ref) {
        return new Volume(
                ref,
                Content.UNKNOWN,
                VolumeState.Present.AT_REST,
                UpdateCounts.NONE,
                Optional.empty(),
                LastPublished.NOTHING,
                Dispatch.NONE,
                Optional.empty());
    }

    /** A volume that is to be made from an artifact. */
    public static Volume wanted(String store, Artifact artifact) {
        return unknown(new VolumeRef(store, artifact.volumeName(), ""))
                .with(Content.staged(artifact))
                .with(VolumeState.Staging.WANTED);
    }

    /**
     * Whether Slackwater may think of deleting it. An adopted or staged volume is superseded when an update moved, or is to
     * move, a VM away from it for a change that was not withdrawn, or when such a change takes the place of what no VM has: the best version there is stays, used or not, and so does the
     * last good one when its successor is withdrawn. So does what only a rule names, until an update provably moved a VM away from it, which
     * shows that it is what its name says. A replaced overlay always is superseded, and
     * so is what an abandoned upload left.
     */
    public boolean isSuperseded(Set<String> withdrawnChanges) {
        return overlay.isPresent()
                || content.origin() == VolumeOrigin.ABANDONED
                || !withdrawnChanges.containsAll(replacing());
    }

    private Set<String> replacing() {
        return content.isOnlyNamed()
                ? updateCounts.movedBy()
                : updateCounts.away().keySet();
    }

    /** Returns that only a rule says what it holds, and that it stays for that reason though a newer version is available. */
    public Blocker namedByRule(Instant since) {
        String holds = content.holds().orElseThrow().inWords();
        return new Blocker(
                BlockerCode.NAMED_BY_RULE,
                holds,
                since,
                "A newer version than %s is available, and no VM that is known of uses it; but only a rule says what it holds, and no change that still stands moved a VM away from it"
                        .formatted(holds));
    }

    /** Returns the id of the last command of that type about it; one that was never issued has number 0. */
    public String commandId(VolumeCommand.Type type) {
        return commands(type) + dispatch.issue();
    }

    /** Whether a command is the last of its type, or an earlier issue. */
    boolean hasIssued(VolumeCommand.Type type, String commandId) {
        return commandId.startsWith(commands(type));
    }

    private String commands(VolumeCommand.Type type) {
        return ref.store() + "/" + ref.name() + "/" + type + "/";
    }

    public Volume with(UpdateCounts changed) {
        return VolumeBuilder.builder(this).updateCounts(changed).build();
    }

    public Volume with(Overlay changed) {
        return VolumeBuilder.builder(this).overlay(Optional.of(changed)).build();
    }

    Volume with(Content changed) {
        return VolumeBuilder.builder(this).content(changed).build();
    }

    Volume with(VolumeState changed) {
        return VolumeBuilder.builder(this).state(changed).build();
    }

    Volume with(LastPublished changed) {
        return VolumeBuilder.builder(this).lastPublished(changed).build();
    }

    Volume with(Dispatch changed) {
        return VolumeBuilder.builder(this).dispatch(changed).build();
    }

    Volume with(DeletionRecord changed) {
        return VolumeBuilder.builder(this).reclaimed(Optional.of(changed)).build();
    }

    Volume withoutOverlay() {
        return VolumeBuilder.builder(this).overlay(Optional.empty()).build();
    }

    Volume withPath(String path) {
        return path.isEmpty()
                ? this
                : VolumeBuilder.builder(this)
                        .ref(new VolumeRef(ref.store(), ref.name(), path))
                        .build();
    }
}
