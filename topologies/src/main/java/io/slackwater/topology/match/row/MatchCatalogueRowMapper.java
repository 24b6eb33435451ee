package io.slackwater.topology.match.row;

import io.slackwater.domain.match.Causation;
import io.slackwater.domain.match.FanOutScan;
import io.slackwater.domain.match.PublishedChange;
import io.slackwater.domain.match.TargetVersion;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.inventory.rows.ChangeRow;
import io.slackwater.inventory.rows.FanOutRow;
import io.slackwater.inventory.rows.HoldingRow;
import io.slackwater.inventory.rows.ScanRow;
import io.slackwater.inventory.rows.TargetRow;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.topology.match.FanOutState;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/** The rows of what every partition knows: changes, what volumes hold, and the scans that are to be done. */
public final class MatchCatalogueRowMapper {

    private MatchCatalogueRowMapper() {}

    public static Serde<PublishedChange> changes(AvroSerdes serdes) {
        return RowSerdes.serde(
                serdes.ofRows(ChangeRow.class), MatchCatalogueRowMapper::row, MatchCatalogueRowMapper::change);
    }

    public static Serde<VolumeContent> contents(AvroSerdes serdes) {
        return RowSerdes.serde(
                serdes.ofRows(HoldingRow.class), MatchCatalogueRowMapper::row, MatchCatalogueRowMapper::content);
    }

    public static Serde<FanOutScan> scans(AvroSerdes serdes) {
        return RowSerdes.serde(
                serdes.ofRows(ScanRow.class), MatchCatalogueRowMapper::row, MatchCatalogueRowMapper::scan);
    }

    public static Serde<FanOutState> fanOuts(AvroSerdes serdes) {
        return RowSerdes.serde(
                serdes.ofRows(FanOutRow.class),
                state -> new FanOutRow(state.matched(), state.unknownVolumeVms(), state.publishedAtMillis()),
                row -> new FanOutState(row.getMatched(), row.getUnknownVolumeVms(), row.getPublishedAtMillis()));
    }

    private static ChangeRow row(PublishedChange change) {
        return new ChangeRow(
                change.id(),
                change.sequence(),
                change.targets().stream().map(MatchCatalogueRowMapper::row).toList());
    }

    private static PublishedChange change(ChangeRow row) {
        return new PublishedChange(
                row.getChangeId(),
                row.getSequence(),
                row.getTargets().stream().map(MatchCatalogueRowMapper::target).toList());
    }

    private static TargetRow row(TargetVersion target) {
        return new TargetRow(
                target.portion(),
                CommonMapper.kind(target.kind()),
                target.version(),
                CommonMapper.order(target.supersedes().order()),
                List.copyOf(target.supersedes().named()),
                target.sha256().orElse(null));
    }

    private static TargetVersion target(TargetRow row) {
        return new TargetVersion(
                row.getPortion(),
                CommonMapper.kind(row.getKind()),
                row.getVersion(),
                row.getSha256(),
                new TargetVersion.Supersedes(CommonMapper.order(row.getOrdering()), Set.copyOf(row.getSupersedes())));
    }

    private static HoldingRow row(VolumeContent volumeContent) {
        return new HoldingRow(
                volumeContent.portion(),
                CommonMapper.kind(volumeContent.kind()),
                volumeContent.version(),
                volumeContent.sha256().orElse(null));
    }

    private static VolumeContent content(HoldingRow row) {
        return new VolumeContent(row.getPortion(), CommonMapper.kind(row.getKind()), row.getVersion(), row.getSha256());
    }

    private static ScanRow row(FanOutScan scan) {
        ScanRow.Builder row = ScanRow.newBuilder()
                .setCauseEventId(scan.cause().eventId())
                .setCauseTraceParent(scan.cause().traceParent())
                .setCursor(scan.cursor());
        return scan.accept(new Writing(row)).build();
    }

    private static FanOutScan scan(ScanRow row) {
        Causation causation = new Causation(row.getCauseEventId(), row.getCauseTraceParent());
        return row.getChangeId()
                .<FanOutScan>map(
                        changeId -> new FanOutScan.OfChange(changeId, causation, row.getCursor(), row.getMatched()))
                .orElseGet(() -> new FanOutScan.OfAll(causation, row.getCursor(), row.getNotBeforeMillis()));
    }

    /** Adds what each scan has beside what all have. */
    private record Writing(ScanRow.Builder row) implements FanOutScan.Visitor<ScanRow.Builder> {

        @Override
        public ScanRow.Builder ofChange(FanOutScan.OfChange ofChange) {
            return row.setChangeId(ofChange.changeId()).setMatched(ofChange.matched());
        }

        @Override
        public ScanRow.Builder ofAll(FanOutScan.OfAll ofAll) {
            return row.setNotBeforeMillis(ofAll.notBeforeMillis());
        }
    }
}
