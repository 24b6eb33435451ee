package io.slackwater.console.table;

import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Folds policies: a row each. One that was removed keeps its row, for those who ask what stood. */
public final class PolicyFold implements TopicFold<PolicyEvent> {

    @Override
    public Topic<PolicyEvent> topic() {
        return Topics.POLICIES;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<PolicyEvent>> records) {
        for (FoldedRecord<PolicyEvent> entry : records) {
            if (entry.value().getType() != PolicyEventType.UNKNOWN) {
                fold(transaction, entry.value());
            }
        }
    }

    private static void fold(Handle transaction, PolicyEvent event) {
        transaction
                .createUpdate(
                        "INSERT INTO policies (policy, version, document, actor, reason, changed_at, removed) VALUES"
                                + " (:policy, :version, :document, :actor, :reason, :at, :removed) ON CONFLICT (policy) DO UPDATE SET"
                                + " version = excluded.version, document = CASE WHEN excluded.removed THEN policies.document"
                                + " ELSE excluded.document END, actor = excluded.actor, reason = excluded.reason,"
                                + " changed_at = excluded.changed_at, removed = excluded.removed"
                                // Of two that claim one version, the first counts, as for update-executor.
                                + " WHERE policies.version < excluded.version")
                .bind("policy", event.getPolicy())
                .bind("version", event.getVersion())
                .bind("document", event.getDocument())
                .bind("actor", event.getActor())
                .bind("reason", event.getReason().orElse(null))
                .bind("at", Latest.utc(event.getOccurredAt()))
                .bind("removed", event.getType() == PolicyEventType.REMOVED)
                .execute();
    }
}
