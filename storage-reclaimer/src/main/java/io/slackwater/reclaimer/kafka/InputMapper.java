package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.store.Offer;
import io.slackwater.reclaimer.store.Outcome;
import io.slackwater.reclaimer.store.Update;
import io.slackwater.reclaimer.volume.Adoption;
import io.slackwater.reclaimer.volume.Artifact;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import io.slackwater.reclaimer.volume.Content;
import io.slackwater.reclaimer.volume.HostCheckResult;
import io.slackwater.reclaimer.volume.LogCount;
import io.slackwater.reclaimer.volume.PortionKind;
import io.slackwater.reclaimer.volume.PortionVersion;
import io.slackwater.reclaimer.volume.Progress;
import io.slackwater.reclaimer.volume.StoreCount;
import io.slackwater.reclaimer.volume.VolumeFormat;
import io.slackwater.reclaimer.volume.VolumeInput;
import io.slackwater.reclaimer.volume.VolumeRef;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VersionOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records as domain types. A name that this version does not know becomes UNKNOWN, never an error. */
final class InputMapper {

    private InputMapper() {}

    static Update update(UpdateEvent event) {
        return new Update(
                event.getUpdateId(),
                event.getChangeId(),
                event.getVmId(),
                known(Update.Phase.class, event.getPhase(), Update.Phase.UNKNOWN),
                event.getReplacements().stream().map(InputMapper::slotMove).toList());
    }

    static VolumeRef ref(io.slackwater.schemas.VolumeRef ref) {
        return new VolumeRef(ref.getStore(), ref.getVolume(), ref.getPath());
    }

    /** Returns what an outcome means; empty where it means nothing to the store machine. */
    static Optional<Outcome> outcome(StorageOutcome outcome) {
        return input(outcome).map(input -> new Outcome(ref(outcome.getVolume()), input));
    }

    /** Returns what a person adopted, as what it means to the volume; empty where the decision is no adoption. */
    static Optional<Outcome> adopted(StorageDecision decision) {
        return decision.getContent()
                .filter(content -> decision.getType() == StorageDecisionType.ADOPTED)
                .map(content -> new Outcome(
                        new VolumeRef(decision.getStore(), decision.getVolume().orElse(""), content.getPath()),
                        new VolumeInput.Adopted(
                                Content.adopted(
                                        new PortionVersion(
                                                content.getPortion(),
                                                content.getVersion(),
                                                known(PortionKind.class, content.getKind(), PortionKind.UNKNOWN)),
                                        content.getArtifact().map(InputMapper::artifact),
                                        known(VolumeFormat.class, content.getFormat(), VolumeFormat.UNKNOWN),
                                        content.getSizeBytes(),
                                        new Adoption(
                                                decision.getActor(), decision.getReason(), decision.getOccurredAt())),
                                content.getPath(),
                                Set.of())));
    }

    static Offer offer(io.slackwater.schemas.PortionVersion version) {
        return new Offer(
                artifact(version).holds(),
                version.getSha256(),
                Set.copyOf(version.getSupersedes()),
                version.getVersionOrder() == VersionOrder.DEBIAN);
    }

    static Artifact artifact(io.slackwater.schemas.PortionVersion version) {
        return new Artifact(
                new PortionVersion(
                        version.getPortion(),
                        version.getVersion(),
                        known(PortionKind.class, version.getKind(), PortionKind.UNKNOWN)),
                known(VolumeFormat.class, version.getFormat(), VolumeFormat.UNKNOWN),
                version.getSha256(),
                version.getSize(),
                version.getArtifactUri());
    }

    static <E extends Enum<E>> E known(Class<E> type, Enum<?> wire, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(wire.name()))
                .findFirst()
                .orElse(otherwise);
    }

    private static Optional<VolumeInput> input(StorageOutcome outcome) {
        String commandId = outcome.getCommandId().orElse("");
        return switch (outcome.getType()) {
            case OBSERVED -> observed(outcome);
            case STAGED ->
                Optional.of(new VolumeInput.Staged(outcome.getVolume().getPath(), outcome.getSizeBytes()));
            case STAGING ->
                Optional.of(new VolumeInput.Progressed(
                        commandId, new Progress(outcome.getMovedBytes(), outcome.getTotalBytes())));
            case RECLAIMED ->
                Optional.of(new VolumeInput.Deleted(
                        outcome.getSizeBytes(),
                        looks(outcome),
                        List.of(),
                        blockers(outcome.getBlockers()),
                        outcome.getDeleteCalledAt()));
            case REFERENCED -> Optional.of(new VolumeInput.Kept(commandId, blockers(outcome.getBlockers())));
            case FAILED ->
                Optional.of(
                        commandId.contains("/STAGE/")
                                ? new VolumeInput.NotStaged(commandId, blockers(outcome.getBlockers()))
                                : new VolumeInput.Unclear(commandId, blockers(outcome.getBlockers())));
            case EXPIRED -> Optional.of(new VolumeInput.Expired(commandId));
            case INSPECTED -> Optional.of(new VolumeInput.Inspected(commandId, looks(outcome)));
            case UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<VolumeInput> observed(StorageOutcome outcome) {
        if (outcome.getPortion().isEmpty() || outcome.getVersion().isEmpty()) {
            return Optional.empty();
        }
        PortionVersion holds = new PortionVersion(
                outcome.getPortion().get(),
                outcome.getVersion().get(),
                known(PortionKind.class, outcome.getKind(), PortionKind.UNKNOWN));
        VolumeFormat format = known(VolumeFormat.class, outcome.getFormat(), VolumeFormat.UNKNOWN);
        return Optional.of(new VolumeInput.Observed(
                Content.named(holds, format, outcome.getSizeBytes()).withConsent(outcome.getConsent()),
                outcome.getVolume().getPath(),
                outcome.getOccurredAt()));
    }

    static List<Blocker> blockers(List<io.slackwater.schemas.Blocker> told) {
        return told.stream()
                .map(blocker -> new Blocker(
                        known(BlockerCode.class, blocker.getCode(), BlockerCode.UNKNOWN),
                        blocker.getSubject(),
                        blocker.getSince(),
                        blocker.getDetail()))
                .toList();
    }

    private static List<HostCheckResult> looks(StorageOutcome outcome) {
        return outcome.getHostsAsked().stream().map(InputMapper::look).toList();
    }

    static LogCount count(io.slackwater.schemas.LogCount count) {
        return new LogCount(count.getLogId(), count.getNumber());
    }

    static StoreCount count(io.slackwater.schemas.StoreCount count) {
        return new StoreCount(count(count.getOwn()), count.getAccepted().map(InputMapper::count));
    }

    static HostCheckResult look(io.slackwater.schemas.HostLook look) {
        return new HostCheckResult(
                look.getHostId(), look.getAskedAt(), look.getReferences(), look.getDefinitionsReadAt());
    }

    private static Update.SlotMove slotMove(Replacement replacement) {
        return new Update.SlotMove(
                replacement.getPortion(),
                known(PortionKind.class, replacement.getKind(), PortionKind.UNKNOWN),
                ref(replacement.getFrom()),
                replacement.getTo().map(InputMapper::ref),
                replacement.getFromOverlay().map(InputMapper::ref),
                replacement.getToOverlay().map(InputMapper::ref));
    }
}
