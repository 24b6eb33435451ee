package io.slackwater.simulation.process;

import io.slackwater.schemas.HostLook;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.ReferenceFinding;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Workers that do at once what they are told; a VM that was changed is started soon after. */
final class SwiftWorkers {

    private final Log log;
    private final List<UpdateCommand> changed = new ArrayList<>();
    private int verified;
    private int reclaimed;

    SwiftWorkers(Log log) {
        this.log = log;
    }

    /** Takes records. */
    interface Log {
        void append(String topic, String key, SpecificRecord value);
    }

    /** Returns how many VMs were found to run on what they were moved to. */
    int verified() {
        return verified;
    }

    /** Returns how many volumes were deleted. */
    int reclaimed() {
        return reclaimed;
    }

    void update(UpdateCommand command, Instant now) {
        log.append(
                Topics.OUTCOMES.name(),
                command.getHostId(),
                UpdateOutcome.newBuilder()
                        .setCommandId(command.getCommandId())
                        .setType(command.getType())
                        .setUpdateId(command.getUpdateId())
                        .setChangeId(command.getChangeId())
                        .setAttempt(command.getAttempt())
                        .setVmId(command.getVmId())
                        .setHostId(command.getHostId())
                        .setStatus(OutcomeStatus.DONE)
                        .setReplacements(command.getReplacements())
                        .setOccurredAt(now)
                        .build());
        if (command.getType() == UpdateCommandType.APPLY) {
            observed(command, false, now);
            changed.add(command);
        } else {
            verified++;
        }
    }

    /** Starts the VMs that were changed since the last call. */
    void start(Instant now) {
        for (UpdateCommand command : changed) {
            observed(command, true, now);
            log.append(
                    Topics.VM_STATES.name(),
                    command.getVmId(),
                    FleetRecords.running(command.getVmId(), command.getHostId(), now));
        }
        changed.clear();
    }

    private void observed(UpdateCommand command, boolean isLive, Instant now) {
        VolumeRef to = command.getReplacements().get(0).getTo().orElseThrow();
        log.append(
                Topics.VM_INVENTORY.name(),
                command.getVmId(),
                FleetRecords.observed(command.getVmId(), command.getHostId(), to, isLive, now));
    }

    void storage(StorageCommand command, Instant now) {
        StorageOutcome.Builder outcome = StorageOutcome.newBuilder()
                .setCommandId(command.getCommandId())
                .setCommandType(command.getType())
                .setVolume(command.getVolume())
                .setOccurredAt(now);
        if (command.getType() == StorageCommandType.STAGE) {
            outcome.setType(StorageOutcomeType.STAGED)
                    .setVolume(FleetRecords.volume(
                            command.getVolume().getStore(), command.getVolume().getVolume()))
                    .setSizeBytes(FleetRecords.SIZE)
                    .setSha256(FleetRecords.SHA256);
        } else if (command.getType() == StorageCommandType.RECLAIM) {
            reclaimed++;
            outcome.setType(StorageOutcomeType.RECLAIMED)
                    .setFinding(ReferenceFinding.NONE)
                    .setSizeBytes(FleetRecords.SIZE)
                    .setHostsAsked(List.of(HostLook.newBuilder()
                            .setHostId("any")
                            .setAskedAt(now)
                            .setReferences(0)
                            .build()));
        } else {
            outcome.setType(StorageOutcomeType.INSPECTED).setFinding(ReferenceFinding.NONE);
        }
        log.append(Topics.STORAGE_OUTCOMES.name(), command.getVolume().getStore(), outcome.build());
    }
}
