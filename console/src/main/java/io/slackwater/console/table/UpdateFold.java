package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Folds updates: a row each, with what was said of it last, and when it was said for the first time that it is required. */
public final class UpdateFold implements TopicFold<UpdateEvent> {

    private static final String UPSERT =
            "INSERT INTO updates (update_id, change_id, vm_id, host_id, phase, state, attempt,"
                    + " reason, policy, wave, blockers, replacements, superseded_by, verified_by, required_at, changed_at) VALUES"
                    + " (:update, :change, :vm, :host, :phase, :state, :attempt, :reason, :policy, :wave, :blockers::jsonb,"
                    + " :replacements::jsonb, :supersededBy, :verifiedBy, :requiredAt, :at) ON CONFLICT (update_id) DO UPDATE SET"
                    + " change_id = excluded.change_id, vm_id = excluded.vm_id, host_id = excluded.host_id, phase = excluded.phase,"
                    + " state = excluded.state, attempt = excluded.attempt, reason = excluded.reason, policy = excluded.policy,"
                    + " wave = excluded.wave, blockers = excluded.blockers, replacements = excluded.replacements,"
                    + " superseded_by = excluded.superseded_by, verified_by = excluded.verified_by,"
                    + " required_at = least(updates.required_at, excluded.required_at), changed_at = excluded.changed_at";

    @Override
    public Topic<UpdateEvent> topic() {
        return Topics.UPDATES;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<UpdateEvent>> records) {
        if (records.isEmpty()) {
            return;
        }
        Map<String, Instant> first = new HashMap<>();
        records.forEach(entry ->
                first.putIfAbsent(entry.value().getUpdateId(), entry.value().getOccurredAt()));
        PreparedBatch rows = transaction.prepareBatch(UPSERT);
        for (FoldedRecord<UpdateEvent> entry :
                Latest.of(records, one -> one.value().getUpdateId())) {
            UpdateEvent event = entry.value();
            Optional<UpdateAdmission> admission = event.getAdmission();
            rows.bind("update", event.getUpdateId())
                    .bind("change", event.getChangeId())
                    .bind("vm", event.getVmId())
                    .bind("host", event.getHostId())
                    .bind("phase", event.getPhase().name())
                    .bind("state", event.getState().name())
                    .bind("attempt", event.getAttempt())
                    .bind("reason", event.getReason().orElse(null))
                    .bind("policy", admission.map(UpdateAdmission::getPolicy).orElse(null))
                    .bind("wave", admission.map(UpdateAdmission::getWave).orElse(null))
                    .bind("blockers", EventJson.text(event.getBlockers()))
                    .bind("replacements", EventJson.text(event.getReplacements()))
                    .bind("supersededBy", event.getSupersededBy().orElse(null))
                    .bind("verifiedBy", event.getVerifiedBy().name())
                    .bind("requiredAt", Latest.utc(first.get(event.getUpdateId())))
                    .bind("at", Latest.utc(event.getOccurredAt()))
                    .add();
        }
        rows.execute();
    }
}
