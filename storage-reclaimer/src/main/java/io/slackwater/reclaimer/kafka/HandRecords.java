package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.hands.Order;
import io.slackwater.reclaimer.hands.Report;
import io.slackwater.reclaimer.volume.Artifact;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.Command;
import io.slackwater.reclaimer.volume.HostLook;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands as orders, and reports as outcomes. */
public final class HandRecords {

    private HandRecords() {}

    /** Returns the order, or empty where the command is not one that can be carried out. */
    public static Optional<Order> order(StorageCommand command) {
        Optional<Artifact> artifact = command.getArtifact().map(WireInputs::artifact);
        Optional<Command.Type> type =
                switch (command.getType()) {
                    case STAGE -> artifact.map(present -> Command.Type.STAGE);
                    case RECLAIM -> Optional.of(Command.Type.RECLAIM);
                    case INSPECT -> Optional.of(Command.Type.INSPECT);
                    case UNKNOWN -> Optional.empty();
                };
        List<Order.Site> sites = command.getHosts().stream()
                .map(host -> new Order.Site(host.getHostId(), host.getHostUri(), host.getPool(), host.getFurtherUris()))
                .toList();
        return type.filter(known -> !sites.isEmpty())
                .map(known -> new Order(
                        command.getCommandId(),
                        known,
                        WireInputs.ref(command.getVolume()),
                        sites,
                        artifact,
                        command.getCount().map(WireInputs::count),
                        WireInputs.blockers(command.getAgainstReplacing())));
    }

    public static StorageOutcome outcome(Order order, Report report, Instant now) {
        StorageOutcome.Builder outcome = StorageOutcome.newBuilder()
                .setCommandId(order.commandId())
                .setVolume(ref(order.volume()))
                // Said though they are defaults: Avro resolves an enum's default by a class loader that Quarkus's tests
                // do not use.
                .setKind(PortionKind.UNKNOWN)
                .setFormat(VolumeFormat.UNKNOWN)
                .setOccurredAt(now);
        if (report instanceof Report.Staged staged) {
            outcome.setType(StorageOutcomeType.STAGED)
                    .setVolume(ref(staged.volume()))
                    .setSizeBytes(staged.sizeBytes())
                    .setFormat(order.artifact()
                            .map(artifact ->
                                    VolumeFormat.valueOf(artifact.format().name()))
                            .orElse(VolumeFormat.UNKNOWN))
                    .setSha256(staged.sha256())
                    .setCount(staged.unknown().map(WireOutputs::count).orElse(null));
        } else if (report instanceof Report.Moving moving) {
            outcome.setType(StorageOutcomeType.STAGING)
                    .setMovedBytes(moving.progress().movedBytes())
                    .setTotalBytes(moving.progress().totalBytes());
        } else if (report instanceof Report.Inspected inspected) {
            outcome.setType(StorageOutcomeType.INSPECTED).setHostsAsked(looks(inspected.looks()));
        } else if (report instanceof Report.Deleted deleted) {
            outcome.setType(StorageOutcomeType.RECLAIMED)
                    .setSizeBytes(deleted.bytesFreed())
                    .setHostsAsked(looks(deleted.looks()))
                    .setDeleteCalledAt(deleted.calledAt().orElse(null))
                    .setBlockers(blockers(deleted.usesSince()));
        } else if (report instanceof Report.Referenced referenced) {
            outcome.setType(StorageOutcomeType.REFERENCED)
                    .setHostsAsked(looks(referenced.looks()))
                    .setBlockers(blockers(referenced.blockers()));
        } else if (report instanceof Report.Uncounted uncounted) {
            outcome.setType(StorageOutcomeType.REFERENCED)
                    .setCount(WireOutputs.count(uncounted.count()))
                    .setBlockers(blockers(List.of(uncounted.blocker())));
        } else if (report instanceof Report.Failed failed) {
            outcome.setType(StorageOutcomeType.FAILED).setBlockers(blockers(failed.blockers()));
        } else {
            outcome.setType(StorageOutcomeType.EXPIRED);
        }
        return outcome.build();
    }

    private static VolumeRef ref(io.slackwater.reclaimer.volume.VolumeRef ref) {
        return new VolumeRef(ref.store(), ref.name(), ref.path());
    }

    private static List<io.slackwater.schemas.HostLook> looks(List<HostLook> looks) {
        return looks.stream().map(WireOutputs::look).toList();
    }

    private static List<io.slackwater.schemas.Blocker> blockers(List<Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> new io.slackwater.schemas.Blocker(
                        BlockerCode.valueOf(blocker.code().name()),
                        blocker.subject(),
                        blocker.since(),
                        blocker.detail()))
                .toList();
    }
}
