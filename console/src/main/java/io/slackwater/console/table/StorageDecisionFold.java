package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Folds what people decided about stores: a row for each hold that stands, for the hosts of a store, for what a VM used that is gone, and
 * one while deletes are frozen. The events tell the rest.
 */
public final class StorageDecisionFold implements TopicFold<StorageDecision> {

    private static final String DELETES = "deletes";

    @Override
    public Topic<StorageDecision> topic() {
        return Topics.STORAGE_DECISIONS;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<StorageDecision>> records) {
        records.forEach(entry -> fold(transaction, entry.value()));
    }

    private static void fold(Handle transaction, StorageDecision event) {
        switch (event.getType()) {
            case HELD -> held(transaction, event);
            case RELEASED ->
                transaction
                        .createUpdate("DELETE FROM holds WHERE store = :store AND volume = :volume AND hold = :hold")
                        .bind("store", event.getStore())
                        .bind("volume", volume(event))
                        .bind("hold", event.getHold())
                        .execute();
            case FROZEN ->
                transaction
                        .createUpdate(
                                "INSERT INTO freezes (subject, actor, reason, frozen_at) VALUES (:subject, :actor, :reason,"
                                        + " :at) ON CONFLICT DO NOTHING")
                        .bind("subject", DELETES)
                        .bind("actor", event.getActor())
                        .bind("reason", event.getReason())
                        .bind("at", Latest.utc(event.getOccurredAt()))
                        .execute();
            case UNFROZEN ->
                transaction
                        .createUpdate("DELETE FROM freezes WHERE subject = :subject")
                        .bind("subject", DELETES)
                        .execute();
            case HOSTS_CONFIRMED ->
                transaction
                        .createUpdate("INSERT INTO store_confirmations (store, hosts, confirmed_at) VALUES (:store,"
                                + " :hosts::jsonb, :at) ON CONFLICT (store) DO UPDATE SET hosts = excluded.hosts,"
                                + " confirmed_at = excluded.confirmed_at")
                        .bind("store", event.getStore())
                        .bind("hosts", EventJson.text(new TreeSet<>(event.getHosts())))
                        .bind("at", Latest.utc(event.getOccurredAt()))
                        .execute();
            case USE_RELEASED ->
                transaction
                        .createUpdate("INSERT INTO released_uses (store, vm_id, vanished_at) VALUES (:store, :vm, :at)"
                                + " ON CONFLICT (store, vm_id) DO UPDATE SET vanished_at = excluded.vanished_at")
                        .bind("store", event.getStore())
                        .bind("vm", event.getVmId().orElse(""))
                        .bind("at", Latest.utc(event.getVanishedAt().orElse(event.getOccurredAt())))
                        .execute();
            case ADOPTED, FIRST_DELETE_SEEN, DELETE_CONSENTED, LOG_ACCEPTED, UNKNOWN -> {
                // What comes of them is in the volumes.
            }
        }
    }

    private static void held(Handle transaction, StorageDecision event) {
        transaction
                .createUpdate(
                        "INSERT INTO holds (store, volume, hold, actor, reason, held_at) VALUES (:store, :volume, :hold,"
                                + " :actor, :reason, :at) ON CONFLICT (store, volume, hold) DO UPDATE SET actor = excluded.actor,"
                                + " reason = excluded.reason, held_at = excluded.held_at")
                .bind("store", event.getStore())
                .bind("volume", volume(event))
                .bind("hold", event.getHold())
                .bind("actor", event.getActor())
                .bind("reason", event.getReason())
                .bind("at", Latest.utc(event.getOccurredAt()))
                .execute();
    }

    private static String volume(StorageDecision event) {
        return event.getVolume().orElse("");
    }
}
