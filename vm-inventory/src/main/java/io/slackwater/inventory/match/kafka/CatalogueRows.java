package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Cause;
import io.slackwater.inventory.match.Change;
import io.slackwater.inventory.match.Holding;
import io.slackwater.inventory.match.PortionKind;
import io.slackwater.inventory.match.Scan;
import io.slackwater.inventory.match.Target;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/** The rows of what every partition knows: changes, what volumes hold, and the scans that are to be done. */
final class CatalogueRows {

    static final Serde<Change> CHANGE = Rows.serde(CatalogueRows::writeChange, CatalogueRows::readChange);
    static final Serde<Holding> HOLDING = Rows.serde(CatalogueRows::writeHolding, CatalogueRows::readHolding);
    static final Serde<Scan> SCAN = Rows.serde(CatalogueRows::writeScan, CatalogueRows::readScan);

    private static final int OF_CHANGE = 0;
    private static final int OF_VOLUMES = 1;

    private CatalogueRows() {}

    private static void writeChange(Change change, DataOutputStream output) throws IOException {
        output.writeUTF(change.id());
        output.writeLong(change.sequence());
        output.writeShort(change.targets().size());
        for (Target target : change.targets()) {
            output.writeUTF(target.portion());
            output.writeUTF(target.kind().name());
            output.writeUTF(target.version());
            output.writeUTF(target.ordering().name());
            output.writeInt(target.supersedes().size());
            for (String version : target.supersedes()) {
                output.writeUTF(version);
            }
        }
    }

    private static Change readChange(DataInputStream input) throws IOException {
        String id = input.readUTF();
        long sequence = input.readLong();
        int count = input.readUnsignedShort();
        List<Target> targets = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            targets.add(new Target(
                    input.readUTF(),
                    PortionKind.valueOf(input.readUTF()),
                    input.readUTF(),
                    Target.Ordering.valueOf(input.readUTF()),
                    readVersions(input)));
        }
        return new Change(id, sequence, targets);
    }

    private static Set<String> readVersions(DataInputStream input) throws IOException {
        int count = input.readInt();
        Set<String> versions = new HashSet<>();
        for (int index = 0; index < count; index++) {
            versions.add(input.readUTF());
        }
        return versions;
    }

    private static void writeHolding(Holding holding, DataOutputStream output) throws IOException {
        output.writeUTF(holding.portion());
        output.writeUTF(holding.kind().name());
        output.writeUTF(holding.version());
    }

    private static Holding readHolding(DataInputStream input) throws IOException {
        return new Holding(input.readUTF(), PortionKind.valueOf(input.readUTF()), input.readUTF());
    }

    private static void writeScan(Scan scan, DataOutputStream output) throws IOException {
        output.writeUTF(scan.cause().eventId());
        output.writeUTF(scan.cause().traceParent());
        output.writeUTF(scan.cursor());
        if (scan instanceof Scan.OfChange ofChange) {
            output.writeByte(OF_CHANGE);
            output.writeUTF(ofChange.changeId());
            output.writeLong(ofChange.matched());
        } else if (scan instanceof Scan.OfAll ofAll) {
            output.writeByte(OF_VOLUMES);
            output.writeLong(ofAll.notBeforeMillis());
        }
    }

    private static Scan readScan(DataInputStream input) throws IOException {
        Cause cause = new Cause(input.readUTF(), input.readUTF());
        String cursor = input.readUTF();
        int kind = input.readUnsignedByte();
        return switch (kind) {
            case OF_CHANGE -> new Scan.OfChange(input.readUTF(), cause, cursor, input.readLong());
            case OF_VOLUMES -> new Scan.OfAll(cause, cursor, input.readLong());
            default -> throw new IOException("A scan of unknown kind " + kind);
        };
    }
}
