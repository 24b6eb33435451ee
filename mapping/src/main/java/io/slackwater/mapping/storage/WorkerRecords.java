package io.slackwater.mapping.storage;

import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.ReferenceFinding;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.VolumeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands as tasks, and reports as outcomes. */
public final class WorkerRecords {

    private WorkerRecords() {}

    /** Returns the task, or empty where the command is not one that can be carried out. */
    public static Optional<StorageTask> toTask(StorageCommand command) {
        Optional<Artifact> artifact = command.getArtifact().map(InputMapper::artifact);
        Optional<VolumeCommand.Type> type =
                switch (command.getType()) {
                    case STAGE -> artifact.map(present -> VolumeCommand.Type.STAGE);
                    case RECLAIM -> Optional.of(VolumeCommand.Type.RECLAIM);
                    case INSPECT -> Optional.of(VolumeCommand.Type.INSPECT);
                    case UNKNOWN -> Optional.empty();
                };
        List<StorageTask.Site> sites = command.getHosts().stream()
                .map(host -> new StorageTask.Site(
                        host.getHostId(), host.getHostUri(), host.getPool(), host.getFurtherUris()))
                .toList();
        return type.filter(known -> !sites.isEmpty())
                .map(known -> new StorageTask(
                        command.getCommandId(),
                        known,
                        CommonMapper.volume(command.getVolume()),
                        sites,
                        artifact,
                        command.getCount().map(InputMapper::count),
                        command.getMayReplace(),
                        CommonMapper.blockers(command.getAgainstReplacing())));
    }

    public static StorageOutcome outcome(StorageTask task, StorageTaskReport result, Instant now) {
        StorageOutcome.Builder outcome = StorageOutcome.newBuilder()
                .setCommandId(task.commandId())
                .setCommandType(StorageCommandType.valueOf(task.type().name()))
                .setVolume(CommonMapper.volume(task.volume()))
                // Said though they are defaults: Avro resolves an enum's default by a class loader that Quarkus's tests
                // do not use.
                .setKind(PortionKind.UNKNOWN)
                .setFormat(VolumeFormat.UNKNOWN)
                .setFinding(ReferenceFinding.UNKNOWN)
                .setOccurredAt(now);
        return result.accept(new Writing(task, outcome)).build();
    }

    private static List<io.slackwater.schemas.HostLook> hostChecks(List<HostCheckResult> results) {
        return results.stream().map(OutputMapper::look).toList();
    }

    /** Adds the type of each result, and what it says. */
    private record Writing(StorageTask task, StorageOutcome.Builder outcome)
            implements StorageTaskReport.Visitor<StorageOutcome.Builder> {

        @Override
        public StorageOutcome.Builder staged(StorageTaskReport.Staged staged) {
            return outcome.setType(StorageOutcomeType.STAGED)
                    .setVolume(CommonMapper.volume(staged.volume()))
                    .setSizeBytes(staged.sizeBytes())
                    .setFormat(task.artifact()
                            .map(artifact -> CommonMapper.format(artifact.format()))
                            .orElse(VolumeFormat.UNKNOWN))
                    .setSha256(staged.sha256())
                    .setCount(staged.unknown().map(OutputMapper::count).orElse(null));
        }

        @Override
        public StorageOutcome.Builder uploading(StorageTaskReport.Uploading uploading) {
            return outcome.setType(StorageOutcomeType.STAGING)
                    .setMovedBytes(uploading.progress().movedBytes())
                    .setTotalBytes(uploading.progress().totalBytes());
        }

        @Override
        public StorageOutcome.Builder inspected(StorageTaskReport.Inspected inspected) {
            return outcome.setType(StorageOutcomeType.INSPECTED).setHostsAsked(hostChecks(inspected.hostChecks()));
        }

        @Override
        public StorageOutcome.Builder deleted(StorageTaskReport.Deleted deleted) {
            return outcome.setType(StorageOutcomeType.RECLAIMED)
                    .setSizeBytes(deleted.bytesFreed())
                    .setHostsAsked(hostChecks(deleted.hostChecks()))
                    .setDeleteCalledAt(deleted.calledAt().orElse(null))
                    .setFinding(OutputMapper.finding(deleted.finding()))
                    .setBlockers(CommonMapper.blockersToWire(deleted.usesSince()));
        }

        @Override
        public StorageOutcome.Builder referenced(StorageTaskReport.Referenced referenced) {
            return outcome.setType(StorageOutcomeType.REFERENCED)
                    .setHostsAsked(hostChecks(referenced.hostChecks()))
                    .setFinding(OutputMapper.finding(referenced.finding()))
                    .setBlockers(CommonMapper.blockersToWire(referenced.blockers()));
        }

        @Override
        public StorageOutcome.Builder uncounted(StorageTaskReport.Uncounted uncounted) {
            return outcome.setType(StorageOutcomeType.REFERENCED)
                    .setCount(OutputMapper.count(uncounted.count()))
                    .setFinding(ReferenceFinding.UNCLEAR)
                    .setBlockers(CommonMapper.blockersToWire(List.of(uncounted.blocker())));
        }

        @Override
        public StorageOutcome.Builder failed(StorageTaskReport.Failed failed) {
            return outcome.setType(StorageOutcomeType.FAILED)
                    .setBlockers(CommonMapper.blockersToWire(failed.blockers()));
        }

        @Override
        public StorageOutcome.Builder expired(StorageTaskReport.Expired expired) {
            return outcome.setType(StorageOutcomeType.EXPIRED);
        }
    }
}
