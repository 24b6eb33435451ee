package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Folds VMs: a row for a VM on a host, and a row for each volume that a slot of it there refers to, directly or through its backing
 * chain. A VM that left a host keeps its rows, with the time: what it used last may still be needed.
 */
public final class VmFold implements TopicFold<VmEvent> {

    private record Placement(String vmId, String hostId) {
        static Placement of(FoldedRecord<VmEvent> entry) {
            return new Placement(entry.value().getVmId(), entry.value().getHostId());
        }
    }

    @Override
    public Topic<VmEvent> topic() {
        return Topics.VM_INVENTORY;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<VmEvent>> records) {
        Collection<FoldedRecord<VmEvent>> observed = Latest.of(observations(records), Placement::of);
        if (!observed.isEmpty()) {
            observed(transaction, observed);
            uses(transaction, observed);
        }
        List<FoldedRecord<VmEvent>> gone = Latest.of(records, Placement::of).stream()
                .filter(entry -> isGone(entry.value()))
                .toList();
        if (!gone.isEmpty()) {
            gone(transaction, gone);
        }
    }

    private static List<FoldedRecord<VmEvent>> observations(List<FoldedRecord<VmEvent>> records) {
        return records.stream()
                .filter(entry -> entry.value().getType() == VmEventType.OBSERVED)
                .toList();
    }

    private static boolean isGone(VmEvent event) {
        return event.getType() == VmEventType.GONE || event.getType() == VmEventType.HOST_RETIRED;
    }

    private static void observed(Handle transaction, Collection<FoldedRecord<VmEvent>> entries) {
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO vm_placements (vm_id, host_id, name, labels, persistent,"
                        + " managed_by, agent_configured, managed_save, snapshots, checkpoints, uses, \"references\", observed_at)"
                        + " VALUES (:vm, :host, :name, :labels::jsonb, :persistent, :managedBy, :agent, :managedSave, :snapshots,"
                        + " :checkpoints, :uses::jsonb, :references::jsonb, :at) ON CONFLICT (vm_id, host_id) DO UPDATE SET"
                        + " name = excluded.name, labels = excluded.labels, persistent = excluded.persistent,"
                        + " managed_by = excluded.managed_by, agent_configured = excluded.agent_configured,"
                        + " managed_save = excluded.managed_save, snapshots = excluded.snapshots,"
                        + " checkpoints = excluded.checkpoints, uses = excluded.uses, \"references\" = excluded.\"references\","
                        + " observed_at = excluded.observed_at, gone_at = NULL");
        for (FoldedRecord<VmEvent> entry : entries) {
            VmEvent event = entry.value();
            rows.bind("vm", event.getVmId())
                    .bind("host", event.getHostId())
                    .bind("name", event.getName())
                    .bind("labels", EventJson.text(event.getLabels()))
                    .bind("persistent", event.getPersistent())
                    .bind("managedBy", event.getManagedBy().orElse(null))
                    .bind("agent", event.getAgentConfigured())
                    .bind("managedSave", event.getManagedSave())
                    .bind("snapshots", event.getSnapshots())
                    .bind("checkpoints", event.getCheckpoints())
                    .bind("uses", EventJson.text(event.getUses()))
                    .bind("references", EventJson.text(event.getReferences()))
                    .bind("at", Latest.utc(event.getOccurredAt()))
                    .add();
        }
        rows.execute();
    }

    private static void uses(Handle transaction, Collection<FoldedRecord<VmEvent>> entries) {
        PreparedBatch removed =
                transaction.prepareBatch("DELETE FROM vm_volumes WHERE vm_id = :vm AND host_id = :host");
        entries.forEach(entry -> removed.bind("vm", entry.value().getVmId())
                .bind("host", entry.value().getHostId())
                .add());
        removed.execute();
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
        if (rows.size() > 0) {
            rows.execute();
        }
    }

    private static void add(PreparedBatch rows, VmEvent event, int number, Use use, int depth, VolumeRef volume) {
        rows.bind("vm", event.getVmId())
                .bind("host", event.getHostId())
                .bind("number", number)
                .bind("slot", use.getSlot())
                .bind("live", use.getLive())
                .bind("configured", use.getConfigured())
                .bind("depth", depth)
                .bind("store", volume.getStore())
                .bind("volume", volume.getVolume())
                .bind("path", volume.getPath())
                .add();
    }

    private static void gone(Handle transaction, List<FoldedRecord<VmEvent>> entries) {
        PreparedBatch rows = transaction.prepareBatch(
                "UPDATE vm_placements SET gone_at = :at WHERE vm_id = :vm AND host_id = :host");
        for (FoldedRecord<VmEvent> entry : entries) {
            rows.bind("at", Latest.utc(entry.value().getOccurredAt()))
                    .bind("vm", entry.value().getVmId())
                    .bind("host", entry.value().getHostId())
                    .add();
        }
        rows.execute();
    }
}
