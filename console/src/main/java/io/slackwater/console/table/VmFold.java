package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Folds VMs: a row for a VM on a host, and a row for each volume that it refers to there ({@link VmVolumes}). A VM that left a host keeps
 * its rows, with the time: what it used last may still be needed. One that cannot be read keeps what was read of it last, and is noted.
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
            VmVolumes.write(transaction, observed);
        }
        Collection<FoldedRecord<VmEvent>> last = Latest.of(records, Placement::of);
        List<FoldedRecord<VmEvent>> gone =
                last.stream().filter(entry -> isGone(entry.value())).toList();
        if (!gone.isEmpty()) {
            gone(transaction, gone);
        }
        readability(transaction, last);
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
                        + " observed_at = excluded.observed_at, gone_at = NULL, vanished = DEFAULT");
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

    private static void readability(Handle transaction, Collection<FoldedRecord<VmEvent>> entries) {
        PreparedBatch read =
                transaction.prepareBatch("DELETE FROM unreadable_vms WHERE vm_id = :vm AND host_id = :host");
        PreparedBatch unread =
                transaction.prepareBatch("INSERT INTO unreadable_vms (vm_id, host_id, name, since) VALUES (:vm, :host,"
                        + " :name, :at) ON CONFLICT (vm_id, host_id) DO UPDATE SET name = excluded.name");
        for (FoldedRecord<VmEvent> entry : entries) {
            VmEvent event = entry.value();
            if (event.getType() == VmEventType.UNKNOWN) {
                unread.bind("vm", event.getVmId())
                        .bind("host", event.getHostId())
                        .bind("name", event.getName())
                        .bind("at", Latest.utc(event.getOccurredAt()))
                        .add();
            } else {
                read.bind("vm", event.getVmId()).bind("host", event.getHostId()).add();
            }
        }
        Latest.execute(read);
        Latest.execute(unread);
    }

    private static void gone(Handle transaction, List<FoldedRecord<VmEvent>> entries) {
        PreparedBatch rows = transaction.prepareBatch(
                "UPDATE vm_placements SET gone_at = :at, vanished = :retired OR NOT persistent WHERE vm_id = :vm AND"
                        + " host_id = :host");
        for (FoldedRecord<VmEvent> entry : entries) {
            rows.bind("at", Latest.utc(entry.value().getOccurredAt()))
                    .bind("retired", entry.value().getType() == VmEventType.HOST_RETIRED)
                    .bind("vm", entry.value().getVmId())
                    .bind("host", entry.value().getHostId())
                    .add();
        }
        rows.execute();
    }
}
