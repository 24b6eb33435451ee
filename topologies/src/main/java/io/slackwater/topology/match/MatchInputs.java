package io.slackwater.topology.match;

import io.slackwater.domain.match.Need;
import io.slackwater.domain.match.OpenedPhase;
import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.SlotImage;
import io.slackwater.domain.match.TargetVersion;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.streams.Decoded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns wire records into what the topology hears; empty where a record does not matter to it. */
public final class MatchInputs {

    private MatchInputs() {}

    public static Optional<MatchInput> ofVm(Decoded<VmEvent> decoded) {
        if (decoded instanceof Decoded.Value<VmEvent> read) {
            VmEvent event = read.value();
            return switch (event.getType()) {
                case OBSERVED -> Optional.of(new MatchInput.VmObserved(event.getHostId(), slots(event)));
                case GONE, HOST_RETIRED -> Optional.of(new MatchInput.VmGone(event.getHostId()));
                case UNKNOWN -> Optional.of(new MatchInput.VmUnreadable());
            };
        }
        return Optional.of(new MatchInput.VmUnreadable());
    }

    public static Optional<MatchInput> ofUpdate(UpdateEvent event) {
        Optional<OpenedPhase> phase =
                switch (event.getPhase()) {
                    case REQUIRED, GRANTED, APPLIED, RELEASED -> Optional.of(OpenedPhase.OPEN);
                    case VERIFIED, NOT_NEEDED, WITHDRAWN -> Optional.of(OpenedPhase.ENDED);
                    case SUPERSEDED -> Optional.of(OpenedPhase.SUPERSEDED);
                    case FAILED, ROLLED_BACK -> Optional.of(OpenedPhase.FAILED);
                    case UNKNOWN -> Optional.empty();
                };
        return phase.map(known ->
                new MatchInput.UpdateMoved(event.getChangeId(), event.getUpdateId(), known, fingerprint(event)));
    }

    /** A row that cannot be read means nothing here: update-executor applies no update of its VM. */
    public static Optional<MatchInput> ofRow(Decoded<VmUpdateState> decoded) {
        if (decoded instanceof Decoded.Absent<VmUpdateState>) {
            return Optional.of(new MatchInput.UpdatesKept(OpenedUpdates.Restored.NOTHING));
        }
        return decoded instanceof Decoded.Value<VmUpdateState> read
                ? Optional.of(new MatchInput.UpdatesKept(restored(read.value())))
                : Optional.empty();
    }

    private static OpenedUpdates.Restored restored(VmUpdateState row) {
        Set<String> open = new HashSet<>();
        row.getOpen().forEach(update -> open.add(update.getEvent().getChangeId()));
        Map<String, Long> failed = new HashMap<>();
        row.getFailed()
                .forEach(change ->
                        failed.merge(change.getChangeId(), change.getFailedAt().toEpochMilli(), Math::max));
        return new OpenedUpdates.Restored(open, failed);
    }

    public static Optional<MatchInput> ofRetry(RolloutEvent event) {
        return event.getType() == RolloutEventType.RETRY
                ? Optional.of(new MatchInput.Retry(event.getChangeId()))
                : Optional.empty();
    }

    public static Optional<MatchInput> ofChange(ChangeEvent event) {
        return switch (event.getType()) {
            case AVAILABLE ->
                Optional.of(new MatchInput.ChangeAvailable(
                        event.getChangeId(),
                        event.getPortions().stream()
                                .map(MatchInputs::target)
                                .flatMap(Optional::stream)
                                .toList()));
            case WITHDRAWN -> Optional.of(new MatchInput.ChangeWithdrawn(event.getChangeId()));
            case UNKNOWN -> Optional.empty();
        };
    }

    public static Optional<MatchInput> ofVolume(VolumeEvent event) {
        VolumeId volume = CommonMapper.volume(event.getVolume()).id();
        return switch (event.getType()) {
            case ADOPTED, STAGED ->
                content(event)
                        .map(volumeContent -> new MatchInput.VolumeContentChanged(volume, Optional.of(volumeContent)));
            case RECLAIMED -> Optional.of(new MatchInput.VolumeContentChanged(volume, Optional.empty()));
            case UNKNOWN, PINNED, UNPINNED, REPLACED_OVERLAY, DUE, RETIRING, REFUSED, STAGING -> Optional.empty();
        };
    }

    public static Optional<MatchInput> ofHost(HostEvent event) {
        return switch (event.getType()) {
            case DECLARED -> Optional.of(new MatchInput.HostRetirement(event.getHostId(), false));
            case RETIRED -> Optional.of(new MatchInput.HostRetirement(event.getHostId(), true));
            case UNKNOWN, REACHABLE, UNREACHABLE, SYNCED, MARKED, IDENTIFIED, CLAIMED -> Optional.empty();
        };
    }

    public static Optional<MatchInput> ofRollout(RolloutEvent event) {
        return event.getType() == RolloutEventType.FAN_OUT_FINISHED
                ? Optional.of(new MatchInput.FannedOut(
                        event.getChangeId(),
                        event.getPartition(),
                        event.getMatched(),
                        event.getUnknownVolumeVms(),
                        event.getOccurredAt().toEpochMilli()))
                : Optional.empty();
    }

    private static List<SlotImage> slots(VmEvent event) {
        List<SlotImage> slots = new ArrayList<>(event.getUses().size());
        for (Use use : event.getUses()) {
            if (use.getConfigured()) {
                slots(use, event.getReferences())
                        .filter(slot -> !slot.image().id().store().isEmpty())
                        .forEach(slots::add);
            }
        }
        return slots;
    }

    private static Stream<SlotImage> slots(Use use, List<HeldReference> held) {
        VolumeRef volumeRef = CommonMapper.volume(use.getVolume());
        return switch (use.getSlotKind()) {
            case KERNEL -> slots(use, PortionKind.KERNEL, held);
            case INITRD -> slots(use, PortionKind.INITRD, held);
            case LOADER -> slots(use, PortionKind.FIRMWARE, held);
            case DISK ->
                use.getReadOnly()
                        ? slots(use, PortionKind.LAYER, held)
                        : use.getBackingChain().stream()
                                .limit(1)
                                .flatMap(base -> names(base, use.getSlot(), held))
                                .map(base -> new SlotImage(
                                        use.getSlot(), PortionKind.BASE_IMAGE, base, Optional.of(volumeRef)));
            case UNKNOWN -> Stream.empty();
        };
    }

    private static Stream<SlotImage> slots(Use use, PortionKind kind, List<HeldReference> held) {
        return names(use.getVolume(), use.getSlot(), held)
                .map(volumeRef -> new SlotImage(use.getSlot(), kind, volumeRef, Optional.empty()));
    }

    /** The volume, and its other names: a definition's references by the same path, which links or other pools give it. */
    private static Stream<VolumeRef> names(
            io.slackwater.schemas.VolumeRef volume, String slot, List<HeldReference> held) {
        Stream<io.slackwater.schemas.VolumeRef> others = volume.getStore().isEmpty()
                ? Stream.empty()
                : held.stream()
                        .filter(reference -> reference.getHolder() == ReferenceHolder.DEFINITION
                                && reference.getName().equals(slot))
                        .map(HeldReference::getVolume)
                        .filter(other -> other.getPath().equals(volume.getPath()) && !other.equals(volume));
        return Stream.concat(Stream.of(volume), others).map(CommonMapper::volume);
    }

    private static Optional<TargetVersion> target(PortionVersion portion) {
        VersionOrder order = CommonMapper.order(portion.getVersionOrder());
        return kind(portion.getKind())
                .map(kind -> new TargetVersion(
                        portion.getPortion(),
                        kind,
                        portion.getVersion(),
                        Optional.of(portion.getSha256()),
                        new TargetVersion.Supersedes(order, Set.copyOf(portion.getSupersedes()))));
    }

    private static Optional<VolumeContent> content(VolumeEvent event) {
        return kind(event.getKind())
                .filter(kind ->
                        event.getPortion().isPresent() && event.getVersion().isPresent())
                .map(kind -> new VolumeContent(
                        event.getPortion().get(), kind, event.getVersion().get(), event.getSha256()));
    }

    private static Optional<PortionKind> kind(io.slackwater.schemas.PortionKind wire) {
        return Optional.of(CommonMapper.kind(wire)).filter(kind -> kind != PortionKind.UNKNOWN);
    }

    private static int fingerprint(UpdateEvent event) {
        int fingerprint = event.getHostId().hashCode();
        for (Replacement replacement : event.getReplacements()) {
            fingerprint = Need.fingerprint(
                    fingerprint,
                    replacement.getSlot(),
                    CommonMapper.volume(replacement.getFrom()).id());
        }
        return fingerprint;
    }
}
