package io.slackwater.console.table;

import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Folds rollouts: a row each, with rows for their waves and for what each partition matched; and a row while the fleet is frozen. */
public final class RolloutFold implements TopicFold<RolloutEvent> {

    private static final String FLEET = "fleet";

    @Override
    public Topic<RolloutEvent> topic() {
        return Topics.ROLLOUTS;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<RolloutEvent>> records) {
        records.forEach(entry -> fold(transaction, entry.value()));
    }

    private static void fold(Handle transaction, RolloutEvent event) {
        switch (event.getType()) {
            case FAN_OUT_FINISHED -> matched(transaction, event);
            case WAVE_OPENED -> waveOpened(transaction, event);
            case PAUSED -> condition(transaction, event, "PAUSED");
            case RESUMED -> condition(transaction, event, "RUNNING");
            case ABORTED -> condition(transaction, event, "ABORTED");
            case FINISHED -> finished(transaction, event);
            case FROZEN -> frozen(transaction, event);
            case UNFROZEN ->
                transaction
                        .createUpdate("DELETE FROM freezes WHERE subject = :subject")
                        .bind("subject", FLEET)
                        .execute();
            case APPROVED, RETRY, UNKNOWN -> {
                // Told by the events: the waves that open after an approval, and the update that a retry opens.
            }
        }
    }

    private static void matched(Handle transaction, RolloutEvent event) {
        present(transaction, event);
        transaction
                .createUpdate(
                        "INSERT INTO rollout_partitions (change_id, partition, partitions, matched, unknown_volume_vms)"
                                + " VALUES (:change, :partition, :partitions, :matched, :unknown) ON CONFLICT (change_id, partition)"
                                + " DO UPDATE SET partitions = excluded.partitions, matched = excluded.matched,"
                                + " unknown_volume_vms = excluded.unknown_volume_vms")
                .bind("change", event.getChangeId())
                .bind("partition", event.getPartition())
                .bind("partitions", event.getPartitions())
                .bind("matched", event.getMatched())
                .bind("unknown", event.getUnknownVolumeVms())
                .execute();
    }

    private static void waveOpened(Handle transaction, RolloutEvent event) {
        present(transaction, event);
        transaction
                .createUpdate(
                        "INSERT INTO rollout_waves (change_id, policy, wave, quota, opened_at) VALUES (:change, :policy,"
                                + " :wave, :quota, :at) ON CONFLICT (change_id, policy, wave) DO UPDATE SET quota = excluded.quota,"
                                + " opened_at = excluded.opened_at")
                .bind("change", event.getChangeId())
                .bind("policy", event.getPolicy())
                .bind("wave", event.getWave())
                .bind("quota", event.getQuota())
                .bind("at", Latest.utc(event.getOccurredAt()))
                .execute();
    }

    /** What was aborted stays so, whatever is said later. */
    private static void condition(Handle transaction, RolloutEvent event, String condition) {
        present(transaction, event);
        transaction
                .createUpdate("UPDATE rollouts SET condition = :condition, actor = :actor, reason = :reason,"
                        + " condition_at = :at WHERE change_id = :change AND condition <> 'ABORTED'")
                .bind("condition", condition)
                .bind("actor", event.getActor().orElse(null))
                .bind("reason", event.getReason().orElse(null))
                .bind("at", Latest.utc(event.getOccurredAt()))
                .bind("change", event.getChangeId())
                .execute();
    }

    private static void finished(Handle transaction, RolloutEvent event) {
        present(transaction, event);
        transaction
                .createUpdate(
                        "UPDATE rollouts SET finished_at = :at WHERE change_id = :change AND condition <> 'ABORTED'")
                .bind("at", Latest.utc(event.getOccurredAt()))
                .bind("change", event.getChangeId())
                .execute();
    }

    private static void present(Handle transaction, RolloutEvent event) {
        transaction
                .createUpdate(
                        "INSERT INTO rollouts (change_id, condition) VALUES (:change, 'RUNNING') ON CONFLICT DO NOTHING")
                .bind("change", event.getChangeId())
                .execute();
    }

    /** The first freeze stands until it is lifted. */
    private static void frozen(Handle transaction, RolloutEvent event) {
        transaction
                .createUpdate(
                        "INSERT INTO freezes (subject, actor, reason, frozen_at) VALUES (:subject, :actor, :reason, :at)"
                                + " ON CONFLICT DO NOTHING")
                .bind("subject", FLEET)
                .bind("actor", event.getActor().orElse(null))
                .bind("reason", event.getReason().orElse(null))
                .bind("at", Latest.utc(event.getOccurredAt()))
                .execute();
    }
}
