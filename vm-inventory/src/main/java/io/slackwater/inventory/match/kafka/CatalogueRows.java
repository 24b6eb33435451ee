package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Cause;
import io.slackwater.inventory.match.Change;
import io.slackwater.inventory.match.Holding;
import io.slackwater.inventory.match.PortionKind;
import io.slackwater.inventory.match.Scan;
import io.slackwater.inventory.match.Target;
import io.slackwater.inventory.rows.ChangeRow;
import io.slackwater.inventory.rows.FanOutRow;
import io.slackwater.inventory.rows.HoldingRow;
import io.slackwater.inventory.rows.ScanRow;
import io.slackwater.inventory.rows.TargetRow;
import io.slackwater.schemas.serde.AvroSerdes;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/** The rows of what every partition knows: changes, what volumes hold, and the scans that are to be done. */
final class CatalogueRows {

    private CatalogueRows() {}

    static Serde<Change> changes(AvroSerdes serdes) {
        return Rows.serde(serdes.ofRows(ChangeRow.class), CatalogueRows::row, CatalogueRows::change);
    }

    static Serde<Holding> holdings(AvroSerdes serdes) {
        return Rows.serde(serdes.ofRows(HoldingRow.class), CatalogueRows::row, CatalogueRows::holding);
    }

    static Serde<Scan> scans(AvroSerdes serdes) {
        return Rows.serde(serdes.ofRows(ScanRow.class), CatalogueRows::row, CatalogueRows::scan);
    }

    static Serde<FanOutState> fanOuts(AvroSerdes serdes) {
        return Rows.serde(
                serdes.ofRows(FanOutRow.class),
                state -> new FanOutRow(state.matched(), state.unknownVolumeVms(), state.publishedAtMillis()),
                row -> new FanOutState(row.getMatched(), row.getUnknownVolumeVms(), row.getPublishedAtMillis()));
    }

    private static ChangeRow row(Change change) {
        return new ChangeRow(
                change.id(),
                change.sequence(),
                change.targets().stream().map(CatalogueRows::row).toList());
    }

    private static Change change(ChangeRow row) {
        return new Change(
                row.getChangeId(),
                row.getSequence(),
                row.getTargets().stream().map(CatalogueRows::target).toList());
    }

    private static TargetRow row(Target target) {
        return new TargetRow(
                target.portion(),
                target.kind().name(),
                target.version(),
                target.supersedes().ordering().name(),
                List.copyOf(target.supersedes().named()),
                target.sha256().orElse(null));
    }

    private static Target target(TargetRow row) {
        return new Target(
                row.getPortion(),
                PortionKind.valueOf(row.getKind()),
                row.getVersion(),
                row.getSha256(),
                new Target.Supersedes(Target.Ordering.valueOf(row.getOrdering()), Set.copyOf(row.getSupersedes())));
    }

    private static HoldingRow row(Holding holding) {
        return new HoldingRow(
                holding.portion(),
                holding.kind().name(),
                holding.version(),
                holding.sha256().orElse(null));
    }

    private static Holding holding(HoldingRow row) {
        return new Holding(row.getPortion(), PortionKind.valueOf(row.getKind()), row.getVersion(), row.getSha256());
    }

    private static ScanRow row(Scan scan) {
        ScanRow.Builder row = ScanRow.newBuilder()
                .setCauseEventId(scan.cause().eventId())
                .setCauseTraceParent(scan.cause().traceParent())
                .setCursor(scan.cursor());
        if (scan instanceof Scan.OfChange ofChange) {
            row.setChangeId(ofChange.changeId()).setMatched(ofChange.matched());
        } else if (scan instanceof Scan.OfAll ofAll) {
            row.setNotBeforeMillis(ofAll.notBeforeMillis());
        }
        return row.build();
    }

    private static Scan scan(ScanRow row) {
        Cause cause = new Cause(row.getCauseEventId(), row.getCauseTraceParent());
        return row.getChangeId()
                .<Scan>map(changeId -> new Scan.OfChange(changeId, cause, row.getCursor(), row.getMatched()))
                .orElseGet(() -> new Scan.OfAll(cause, row.getCursor(), row.getNotBeforeMillis()));
    }
}
