package io.slackwater.mapping.storage;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.Adoption;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.StoreSequenceNumber;
import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.domain.storage.store.AddressedVolumeInput;
import io.slackwater.domain.storage.store.SupersedingVersion;
import io.slackwater.domain.storage.store.VmUpdatePhase;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VersionOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records as domain types. A name that this version does not know becomes UNKNOWN, never an error. */
public final class InputMapper {

    private InputMapper() {}

    public static VmUpdatePhase update(UpdateEvent event) {
        return new VmUpdatePhase(
                event.getUpdateId(),
                event.getChangeId(),
                event.getVmId(),
                CommonMapper.known(Phase.class, event.getPhase(), Phase.UNKNOWN),
                CommonMapper.replacements(event.getReplacements()));
    }

    /** Returns what an outcome means; empty where it means nothing to the store machine. */
    public static Optional<AddressedVolumeInput> outcome(StorageOutcome outcome) {
        return input(outcome).map(input -> new AddressedVolumeInput(CommonMapper.volume(outcome.getVolume()), input));
    }

    /** Returns what a person adopted, as what it means to the volume; empty where the decision is no adoption. */
    public static Optional<AddressedVolumeInput> adopted(StorageDecision decision) {
        return decision.getContent()
                .filter(content -> decision.getType() == StorageDecisionType.ADOPTED)
                .map(content -> new AddressedVolumeInput(
                        new VolumeRef(decision.getStore(), decision.getVolume().orElse(""), content.getPath()),
                        new VolumeInput.Adopted(
                                Content.adopted(
                                        new PortionVersion(
                                                content.getPortion(),
                                                content.getVersion(),
                                                CommonMapper.kind(content.getKind())),
                                        content.getArtifact().map(InputMapper::artifact),
                                        CommonMapper.format(content.getFormat()),
                                        content.getSizeBytes(),
                                        new Adoption(
                                                decision.getActor(), decision.getReason(), decision.getOccurredAt())),
                                content.getPath(),
                                Set.of())));
    }

    public static SupersedingVersion offer(io.slackwater.schemas.PortionVersion version) {
        return new SupersedingVersion(
                artifact(version).holds(),
                version.getSha256(),
                Set.copyOf(version.getSupersedes()),
                version.getVersionOrder() == VersionOrder.DEBIAN);
    }

    public static Artifact artifact(io.slackwater.schemas.PortionVersion version) {
        return new Artifact(
                new PortionVersion(version.getPortion(), version.getVersion(), CommonMapper.kind(version.getKind())),
                CommonMapper.format(version.getFormat()),
                version.getSha256(),
                version.getSize(),
                version.getArtifactUri());
    }

    private static Optional<VolumeInput> input(StorageOutcome outcome) {
        String commandId = outcome.getCommandId().orElse("");
        return switch (outcome.getType()) {
            case OBSERVED -> observed(outcome);
            case STAGED ->
                Optional.of(new VolumeInput.Staged(outcome.getVolume().getPath(), outcome.getSizeBytes()));
            case STAGING ->
                Optional.of(new VolumeInput.Progressed(
                        commandId, new UploadProgress(outcome.getMovedBytes(), outcome.getTotalBytes())));
            case RECLAIMED ->
                Optional.of(new VolumeInput.Deleted(
                        outcome.getSizeBytes(),
                        looks(outcome),
                        List.of(),
                        finding(outcome),
                        CommonMapper.blockers(outcome.getBlockers()),
                        outcome.getDeleteCalledAt()));
            case REFERENCED ->
                Optional.of(new VolumeInput.Referenced(
                        commandId, finding(outcome), CommonMapper.blockers(outcome.getBlockers())));
            case FAILED ->
                Optional.of(
                        outcome.getCommandType() == StorageCommandType.STAGE
                                ? new VolumeInput.NotStaged(commandId, CommonMapper.blockers(outcome.getBlockers()))
                                : new VolumeInput.Unclear(commandId, CommonMapper.blockers(outcome.getBlockers())));
            case EXPIRED -> Optional.of(new VolumeInput.Expired(commandId));
            case INSPECTED -> Optional.of(new VolumeInput.Inspected(commandId, looks(outcome)));
            case UNKNOWN -> Optional.empty();
        };
    }

    /** What this version does not know is unclear, never nothing. */
    private static ReferenceFinding finding(StorageOutcome outcome) {
        return CommonMapper.known(ReferenceFinding.class, outcome.getFinding(), ReferenceFinding.UNCLEAR);
    }

    private static Optional<VolumeInput> observed(StorageOutcome outcome) {
        if (outcome.getPortion().isEmpty() || outcome.getVersion().isEmpty()) {
            return Optional.empty();
        }
        PortionVersion holds = new PortionVersion(
                outcome.getPortion().get(), outcome.getVersion().get(), CommonMapper.kind(outcome.getKind()));
        VolumeFormat format = CommonMapper.format(outcome.getFormat());
        return Optional.of(new VolumeInput.Observed(
                Content.named(holds, format, outcome.getSizeBytes()).withConsent(outcome.getConsent()),
                outcome.getVolume().getPath(),
                outcome.getOccurredAt()));
    }

    private static List<HostCheckResult> looks(StorageOutcome outcome) {
        return outcome.getHostsAsked().stream().map(InputMapper::look).toList();
    }

    public static CommandSequenceNumber count(io.slackwater.schemas.LogCount count) {
        return new CommandSequenceNumber(count.getLogId(), count.getNumber());
    }

    public static StoreSequenceNumber count(io.slackwater.schemas.StoreCount count) {
        return new StoreSequenceNumber(
                count(count.getOwn()), count.getAccepted().map(InputMapper::count));
    }

    public static HostCheckResult look(io.slackwater.schemas.HostLook look) {
        return new HostCheckResult(
                look.getHostId(), look.getAskedAt(), look.getReferences(), look.getDefinitionsReadAt());
    }
}
