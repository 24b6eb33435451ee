package io.slackwater.topology.match.row;

import io.slackwater.domain.match.OpenedPhase;
import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.Placement;
import io.slackwater.domain.match.SlotImage;
import io.slackwater.domain.match.VmMatchState;
import io.slackwater.domain.match.VmPlacements;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.inventory.rows.OpenedPhaseRow;
import io.slackwater.inventory.rows.OpenedRow;
import io.slackwater.inventory.rows.PlacementRow;
import io.slackwater.inventory.rows.SlotRow;
import io.slackwater.inventory.rows.UnknownVolumesRow;
import io.slackwater.inventory.rows.VmRow;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.serde.AvroSerdes;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/** The rows of one VM: where it is with its slots, and its updates. */
public final class MatchVmRowMapper {

    private MatchVmRowMapper() {}

    public static Serde<VmMatchState> serde(AvroSerdes serdes) {
        return RowSerdes.serde(serdes.ofRows(VmRow.class), MatchVmRowMapper::row, MatchVmRowMapper::known);
    }

    public static Serde<List<VolumeRef>> unknownVolumes(AvroSerdes serdes) {
        return RowSerdes.serde(
                serdes.ofRows(UnknownVolumesRow.class),
                volumes -> new UnknownVolumesRow(
                        volumes.stream().map(CommonMapper::volume).toList()),
                row -> row.getVolumes().stream().map(CommonMapper::volume).toList());
    }

    private static VmRow row(VmMatchState known) {
        return new VmRow(
                known.vm().unknown(),
                known.vm().placements().stream().map(MatchVmRowMapper::row).toList(),
                known.opened().updates().stream().map(MatchVmRowMapper::row).toList(),
                known.opened().retried(),
                known.opened().restored().open().stream().sorted().toList(),
                known.opened().restored().failed());
    }

    private static VmMatchState known(VmRow row) {
        return new VmMatchState(
                new VmPlacements(
                        row.getUnknown(),
                        row.getPlacements().stream()
                                .map(MatchVmRowMapper::placement)
                                .toList()),
                new OpenedUpdates(
                        row.getUpdates().stream().map(MatchVmRowMapper::update).toList(),
                        row.getRetried(),
                        new OpenedUpdates.Restored(Set.copyOf(row.getRestoredOpen()), row.getRestoredFailed())));
    }

    private static PlacementRow row(Placement placement) {
        return new PlacementRow(
                placement.hostId(),
                placement.seenAtMillis(),
                placement.slots().stream().map(MatchVmRowMapper::row).toList());
    }

    private static Placement placement(PlacementRow row) {
        return new Placement(
                row.getHostId(),
                row.getSeenAtMillis(),
                row.getSlots().stream().map(MatchVmRowMapper::slot).toList());
    }

    private static SlotRow row(SlotImage slot) {
        return new SlotRow(
                slot.name(),
                CommonMapper.kind(slot.kind()),
                CommonMapper.volume(slot.image()),
                slot.overlay().map(CommonMapper::volume).orElse(null));
    }

    private static SlotImage slot(SlotRow row) {
        return new SlotImage(
                row.getName(),
                CommonMapper.kind(row.getKind()),
                CommonMapper.volume(row.getImage()),
                row.getOverlay().map(CommonMapper::volume));
    }

    private static OpenedRow row(OpenedUpdates.Update update) {
        return new OpenedRow(
                update.changeId(),
                update.updateId(),
                OpenedPhaseRow.valueOf(update.phase().name()),
                update.fingerprint(),
                update.movedAtMillis());
    }

    private static OpenedUpdates.Update update(OpenedRow row) {
        return new OpenedUpdates.Update(
                row.getChangeId(),
                row.getUpdateId(),
                CommonMapper.known(OpenedPhase.class, row.getPhase(), OpenedPhase.OPEN),
                row.getFingerprint(),
                row.getMovedAtMillis());
    }
}
