package io.slackwater.console.table;

import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.UnresolvedReference;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeRef;
import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The volumes that a VM refers to on a host: a row for each that a slot names, directly or through its backing chain, for each that a
 * snapshot, a saved state, a checkpoint or another part of a definition names, and for each name that nobody can tell.
 */
final class VmVolumes {

    private VmVolumes() {}

    static void write(Handle transaction, Collection<FoldedRecord<VmEvent>> entries) {
        for (String table : new String[] {"vm_volumes", "vm_references", "vm_unresolved"}) {
            PreparedBatch removed =
                    transaction.prepareBatch("DELETE FROM " + table + " WHERE vm_id = :vm AND host_id = :host");
            entries.forEach(entry -> removed.bind("vm", entry.value().getVmId())
                    .bind("host", entry.value().getHostId())
                    .add());
            removed.execute();
        }
        uses(transaction, entries);
        references(transaction, entries);
        unresolved(transaction, entries);
    }

    private static void uses(Handle transaction, Collection<FoldedRecord<VmEvent>> entries) {
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO vm_volumes (vm_id, host_id, number, slot, live, configured,"
                        + " depth, store, volume, path) VALUES (:vm, :host, :number, :slot, :live, :configured, :depth, :store,"
                        + " :volume, :path)");
        for (FoldedRecord<VmEvent> entry : entries) {
            int number = 0;
            for (Use use : entry.value().getUses()) {
                add(rows, entry.value(), number++, use, 0, use.getVolume());
                int depth = 1;
                for (VolumeRef backing : use.getBackingChain()) {
                    add(rows, entry.value(), number++, use, depth++, backing);
                }
            }
        }
        Latest.execute(rows);
    }

    private static void references(Handle transaction, Collection<FoldedRecord<VmEvent>> entries) {
        PreparedBatch rows = transaction.prepareBatch(
                "INSERT INTO vm_references (vm_id, host_id, number, holder, name, store, volume, path)"
                        + " VALUES (:vm, :host, :number, :holder, :name, :store, :volume, :path)");
        for (FoldedRecord<VmEvent> entry : entries) {
            int number = 0;
            for (HeldReference reference : entry.value().getReferences()) {
                place(rows, entry.value(), number++, reference.getVolume())
                        .bind("holder", reference.getHolder().name())
                        .bind("name", reference.getName())
                        .add();
            }
        }
        Latest.execute(rows);
    }

    private static void unresolved(Handle transaction, Collection<FoldedRecord<VmEvent>> entries) {
        PreparedBatch rows = transaction.prepareBatch("INSERT INTO vm_unresolved (vm_id, host_id, number, place, name,"
                + " named_files, why) VALUES (:vm, :host, :number, :place, :name, :namedFiles, :why)");
        for (FoldedRecord<VmEvent> entry : entries) {
            int number = 0;
            for (UnresolvedReference unresolved : entry.value().getUnresolved()) {
                rows.bind("vm", entry.value().getVmId())
                        .bind("host", entry.value().getHostId())
                        .bind("number", number++)
                        .bind("place", unresolved.getPlace())
                        .bind("name", unresolved.getName())
                        .bindArray("namedFiles", String.class, NamedFiles.of(unresolved.getName()))
                        .bind("why", unresolved.getWhy())
                        .add();
            }
        }
        Latest.execute(rows);
    }

    private static void add(PreparedBatch rows, VmEvent event, int number, Use use, int depth, VolumeRef volume) {
        place(rows, event, number, volume)
                .bind("slot", use.getSlot())
                .bind("live", use.getLive())
                .bind("configured", use.getConfigured())
                .bind("depth", depth)
                .add();
    }

    private static PreparedBatch place(PreparedBatch rows, VmEvent event, int number, VolumeRef volume) {
        return rows.bind("vm", event.getVmId())
                .bind("host", event.getHostId())
                .bind("number", number)
                .bind("store", volume.getStore())
                .bind("volume", volume.getVolume())
                .bind("path", volume.getPath());
    }
}
