package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Folds changes: a row each. */
public final class ChangeFold implements TopicFold<ChangeEvent> {

    @Override
    public Topic<ChangeEvent> topic() {
        return Topics.CHANGES;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<ChangeEvent>> records) {
        for (FoldedRecord<ChangeEvent> entry : records) {
            if (entry.value().getType() == ChangeEventType.AVAILABLE) {
                available(transaction, entry.value());
            } else if (entry.value().getType() == ChangeEventType.WITHDRAWN) {
                withdrawn(transaction, entry.value());
            }
        }
    }

    private static void available(Handle transaction, ChangeEvent event) {
        upsert(
                transaction,
                event,
                "available_at",
                "operating_system = excluded.operating_system, severity = excluded.severity, advisories = excluded.advisories,"
                        + " source = excluded.source, portions = excluded.portions, available_at = excluded.available_at,"
                        + " withdrawn_at = NULL, withdrawal_reason = NULL");
    }

    /** A withdrawal may be all that the log has of a change. */
    private static void withdrawn(Handle transaction, ChangeEvent event) {
        upsert(
                transaction,
                event,
                "withdrawn_at",
                "withdrawn_at = excluded.withdrawn_at, withdrawal_reason = excluded.withdrawal_reason");
    }

    private static void upsert(Handle transaction, ChangeEvent event, String time, String assignments) {
        transaction
                .createUpdate(
                        "INSERT INTO changes (change_id, operating_system, severity, advisories, source, portions,"
                                + " withdrawal_reason, " + time + ") VALUES (:change, :operatingSystem, :severity,"
                                + " :advisories::jsonb, :source, :portions::jsonb, :reason, :at) ON CONFLICT (change_id) DO UPDATE"
                                + " SET " + assignments)
                .bind("change", event.getChangeId())
                .bind("operatingSystem", event.getOperatingSystem())
                .bind("severity", event.getSeverity().name())
                .bind("advisories", EventJson.text(event.getAdvisories()))
                .bind("source", event.getSource())
                .bind("portions", EventJson.text(event.getPortions()))
                .bind("reason", event.getReason().orElse(null))
                .bind("at", Latest.utc(event.getOccurredAt()))
                .execute();
    }
}
