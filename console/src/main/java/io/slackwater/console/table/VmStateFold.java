package io.slackwater.console.table;

import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Folds the run states of VMs: a row for a VM on a host. */
public final class VmStateFold implements TopicFold<VmStateEvent> {

    private record Placement(String vmId, String hostId) {}

    @Override
    public Topic<VmStateEvent> topic() {
        return Topics.VM_STATES;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<VmStateEvent>> records) {
        if (records.isEmpty()) {
            return;
        }
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO vm_states (vm_id, host_id, state, reason, agent_connected,"
                        + " changed_at) VALUES (:vm, :host, :state, :reason, :agent, :at) ON CONFLICT (vm_id, host_id) DO UPDATE SET"
                        + " state = excluded.state, reason = excluded.reason, agent_connected = excluded.agent_connected,"
                        + " changed_at = excluded.changed_at");
        for (FoldedRecord<VmStateEvent> entry : Latest.of(
                records, one -> new Placement(one.value().getVmId(), one.value().getHostId()))) {
            rows.bind("vm", entry.value().getVmId())
                    .bind("host", entry.value().getHostId())
                    .bind("state", entry.value().getState().name())
                    .bind("reason", entry.value().getReason())
                    .bind("agent", entry.value().getAgentConnected())
                    .bind("at", Latest.utc(entry.value().getOccurredAt()))
                    .add();
        }
        rows.execute();
    }
}
