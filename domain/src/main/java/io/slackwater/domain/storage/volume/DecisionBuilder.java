package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.DeletionProof;
import io.slackwater.domain.storage.model.DeletionRecord;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import io.slackwater.domain.volume.Artifact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A decision while it is made: the volume as it is by now, and what is to be told and done. */
final class DecisionBuilder {

    private final VolumeState begin;
    private Volume volume;
    private final List<StorageEvent> events = new ArrayList<>();
    private final List<VolumeCommand> commands = new ArrayList<>();
    private boolean isSaidToBeThere;

    DecisionBuilder(Volume volume) {
        this.begin = volume.state();
        this.volume = volume;
    }

    Volume volume() {
        return volume;
    }

    /**
     * Tells that the volume is there, if the decision began with its retirement and left it: whoever heard of that must hear that it is
     * there before it hears of a pin. An overlay is pinned by nobody.
     */
    void tellThatItStayed() {
        boolean isThere = volume.state() instanceof VolumeState.There;
        boolean isPortion = volume.content().origin() != VolumeOrigin.REPLACED
                && volume.content().origin() != VolumeOrigin.ABANDONED;
        if (begin instanceof VolumeState.Retiring && isThere && isPortion && !isSaidToBeThere) {
            publishNoLongerDue(List.of());
        }
    }

    void become(VolumeState state) {
        volume = volume.with(state);
    }

    /** Begins another life: what moved VMs away from the volume in its last one says nothing about this one. */
    void beginAnew(VolumeState state) {
        UpdateCounts counts =
                new UpdateCounts(new TreeMap<>(), volume.updateCounts().toward());
        volume = volume.with(state).with(counts).with(Volume.LastPublished.NOTHING);
    }

    /** Has it uploaded once more; what an upload left that was given up is to become the version that it was meant to be. */
    void wantAgain() {
        beginAnew(VolumeState.Staging.WANTED);
        if (volume.content().origin() == VolumeOrigin.ABANDONED) {
            volume = volume.with(Content.staged(volume.content().artifact().orElseThrow()));
        }
    }

    void replacedBy(Set<String> changes) {
        volume = volume.with(volume.updateCounts().replacedBy(changes));
    }

    /** Gives an overlay back to its VM. */
    void giveBack() {
        volume = volume.with(VolumeState.Present.AT_REST).with(Content.UNKNOWN).withoutOverlay();
        refuse(List.of(new Blocker(
                BlockerCode.NOT_OWNED, volume.ref().name(), Instant.EPOCH, "It is the disk of its VM again")));
    }

    void setContent(Content content, String path) {
        volume = volume.with(content).withPath(path);
    }

    void requeueAt(Optional<Instant> time) {
        volume = volume.with(new Volume.Dispatch(volume.dispatch().issue(), time));
    }

    /** Tells a step, with the blockers that hold it now. */
    void tell(Step step, List<Blocker> blockers) {
        List<Blocker> carried =
                BlockerComparison.carryOver(volume.lastPublished().blockers(), blockers);
        Pins pins = step == Step.RETIRING || step == Step.RECLAIMED
                ? Volume.LastPublished.NOTHING.pins()
                : volume.lastPublished().pins();
        volume = volume.with(new Volume.LastPublished(carried, pins));
        events.add(new StorageEvent(step, volume, carried, 0, Optional.empty()));
    }

    void tellReclaimed(Instant at, long bytesFreed, DeletionProof proof) {
        volume = volume.with(Volume.LastPublished.NOTHING)
                .with(new DeletionRecord(at, volume.content(), bytesFreed, DeletionRecord.Grounds.of(proof)));
        events.add(new StorageEvent(Step.RECLAIMED, volume, List.of(), bytesFreed, Optional.of(proof)));
    }

    /** Tells why something did not happen, if that is not what was told last. */
    void refuse(List<Blocker> blockers) {
        if (!BlockerComparison.sameSet(volume.lastPublished().blockers(), blockers)) {
            tell(Step.REFUSED, blockers);
        }
    }

    /** Tells that a command has not come to its end in time; it is issued again. */
    void late(Instant now, String detail) {
        refuse(List.of(new Blocker(BlockerCode.COMMAND_LATE, volume.ref().name(), now, detail)));
    }

    /** Tells that a due volume is due no more: why, or, where nothing holds it, what it is again. */
    void publishNoLongerDue(List<Blocker> blockers) {
        if (blockers.isEmpty()) {
            isSaidToBeThere = true;
            tell(volume.content().origin() == VolumeOrigin.ADOPTED ? Step.ADOPTED : Step.STAGED, List.of());
        } else {
            refuse(blockers);
        }
    }

    /** Tells the pins, if they are not what was told last. */
    void tellPins() {
        Pins now = volume.updateCounts().pins();
        Pins before = volume.lastPublished().pins();
        if (now.equals(before)) {
            return;
        }
        Step step = before.changes().containsAll(now.changes()) ? Step.UNPINNED : Step.PINNED;
        volume = volume.with(new Volume.LastPublished(volume.lastPublished().blockers(), now));
        events.add(new StorageEvent(step, volume, List.of(), 0, Optional.empty()));
    }

    void command(VolumeCommand.Type type, List<StoreHost> hosts) {
        command(type, hosts, false, List.of());
    }

    /** Has it uploaded, with what forbids that the upload takes the place of what has its name. */
    void stage(List<StoreHost> hosts, List<Blocker> againstReplacing) {
        command(VolumeCommand.Type.STAGE, hosts, againstReplacing.isEmpty(), againstReplacing);
    }

    private void command(
            VolumeCommand.Type type, List<StoreHost> hosts, boolean mayReplace, List<Blocker> againstReplacing) {
        volume = volume.with(new Volume.Dispatch(
                volume.dispatch().issue() + 1, volume.dispatch().requeueAt()));
        commands.add(new VolumeCommand(
                volume.commandId(type), type, volume.ref(), hosts, artifact(type), mayReplace, againstReplacing));
    }

    /** What Slackwater staged is read-only and its own; in what was adopted a stranger may have put something else since. */
    private Optional<Artifact> artifact(VolumeCommand.Type type) {
        return switch (type) {
            case STAGE -> volume.content().artifact();
            case INSPECT, RECLAIM ->
                volume.content().artifact().filter(known -> volume.content().origin() == VolumeOrigin.ADOPTED);
        };
    }

    VolumeDecision decision() {
        return new VolumeDecision(volume, events, commands);
    }
}
