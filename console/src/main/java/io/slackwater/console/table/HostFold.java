package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** Folds hosts: a row each, a row for each of their pools, for each that had a store, and for each event of a store's marker. */
public final class HostFold implements TopicFold<HostEvent> {

    private static final String IS_ANOTHER = "hosts.uri IS DISTINCT FROM :uri OR hosts.retired_at IS NOT NULL";

    @Override
    public Topic<HostEvent> topic() {
        return Topics.HOSTS;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<HostEvent>> records) {
        records.forEach(entry -> fold(transaction, entry.value()));
    }

    private static void fold(Handle transaction, HostEvent event) {
        switch (event.getType()) {
            case DECLARED -> declared(transaction, event);
            case REACHABLE ->
                upsert(
                                transaction,
                                event,
                                "reachable = true, unreachable_reason = NULL, reachable_since ="
                                        + " CASE WHEN hosts.reachable THEN hosts.reachable_since ELSE :at END")
                        .execute();
            case UNREACHABLE ->
                upsert(
                                transaction,
                                event,
                                "reachable = false, unreachable_reason = :reason, reachable_since ="
                                        + " CASE WHEN hosts.reachable IS FALSE THEN hosts.reachable_since ELSE :at END")
                        .execute();
            case SYNCED -> synced(transaction, event);
            case IDENTIFIED ->
                upsert(transaction, event, "host_uuid = :uuid")
                        .bind("uuid", event.getHostUuid().orElse(null))
                        .execute();
            case RETIRED -> retired(transaction, event);
            case MARKED -> marked(transaction, event);
            case CLAIMED, UNKNOWN -> {
                // Of a UUID: the host's own events say the rest.
            }
        }
    }

    private static void declared(Handle transaction, HostEvent event) {
        upsert(
                        transaction,
                        event,
                        "uri = :uri, further_uris = :furtherUris::jsonb, mode = :mode, labels = :labels::jsonb, declared_at = :at, retired_at = NULL,"
                                + " retirement_reason = NULL,"
                                // Another machine, or one that was away from the fleet, is yet to be read.
                                + " synced_at = CASE WHEN " + IS_ANOTHER + " THEN NULL ELSE hosts.synced_at END,"
                                + " reachable = CASE WHEN " + IS_ANOTHER + " THEN NULL ELSE hosts.reachable END")
                .bind("uri", event.getUri().orElse(null))
                .bind("furtherUris", EventJson.text(event.getFurtherUris()))
                .bind("mode", event.getMode().name())
                .bind("labels", EventJson.text(event.getLabels()))
                .execute();
    }

    private static void retired(Handle transaction, HostEvent event) {
        upsert(transaction, event, "retired_at = :at, retirement_reason = :reason")
                .execute();
        deleteStores(transaction, event.getHostId());
        transaction
                .createUpdate("DELETE FROM former_store_hosts WHERE host_id = :host")
                .bind("host", event.getHostId())
                .execute();
    }

    private static void synced(Handle transaction, HostEvent event) {
        upsert(transaction, event, "synced_at = :at, markers_read = :markersRead")
                .bind("markersRead", event.getMarkersRead())
                .execute();
        formerStores(transaction, event);
        deleteStores(transaction, event.getHostId());
        if (event.getStores().isEmpty() || isRetired(transaction, event.getHostId())) {
            return;
        }
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO host_stores (host_id, store, pool, pool_type, target_path,"
                        + " active, capacity_bytes, available_bytes, marked, mark_failure, synced_at) VALUES (:host, :store, :pool,"
                        + " :poolType, :path, :active, :capacity, :available, :marked, :failure, :at)"
                        + " ON CONFLICT (host_id, pool) DO NOTHING");
        for (HostStore store : event.getStores()) {
            rows.bind("host", event.getHostId())
                    .bind("store", store.getStore())
                    .bind("pool", store.getPool())
                    .bind("poolType", store.getPoolType())
                    .bind("path", store.getTargetPath())
                    .bind("active", store.getActive())
                    .bind("capacity", store.getCapacityBytes())
                    .bind("available", store.getAvailableBytes())
                    .bind("marked", store.getMarked())
                    .bind("failure", store.getMarkFailure())
                    .bind("at", Latest.utc(event.getOccurredAt()))
                    .add();
        }
        rows.execute();
    }

    /** A store that a host had, and does not show any more, may be there again: there may be nothing mounted. */
    private static void formerStores(Handle transaction, HostEvent event) {
        List<String> shown =
                event.getStores().stream().map(HostStore::getStore).distinct().toList();
        transaction
                .createUpdate("INSERT INTO former_store_hosts (store, host_id, since) SELECT DISTINCT store, host_id,"
                        + " CAST(:at AS timestamptz) FROM host_stores WHERE host_id = :host ON CONFLICT DO NOTHING")
                .bind("host", event.getHostId())
                .bind("at", Latest.utc(event.getOccurredAt()))
                .execute();
        transaction
                .createUpdate("DELETE FROM former_store_hosts WHERE host_id = :host AND store = ANY (:shown)")
                .bind("host", event.getHostId())
                .bindArray("shown", String.class, shown)
                .execute();
    }

    /** All events of markers have one record key, and so one order: the number of an event is how many came until then. */
    private static void marked(Handle transaction, HostEvent event) {
        for (HostStore store : event.getStores()) {
            transaction
                    .createUpdate("INSERT INTO store_markers (marker, store, number) SELECT :marker, :store,"
                            + " (SELECT count(DISTINCT marker) + 1 FROM store_markers WHERE marker <> :marker)"
                            + " ON CONFLICT DO NOTHING")
                    .bind("marker", event.getMarker().orElse(""))
                    .bind("store", store.getStore())
                    .execute();
        }
    }

    /** A watcher may tell of a host once more after it was retired. */
    private static boolean isRetired(Handle transaction, String host) {
        return transaction
                .createQuery("SELECT retired_at IS NOT NULL FROM hosts WHERE host_id = :host")
                .bind("host", host)
                .mapTo(Boolean.class)
                .one();
    }

    private static void deleteStores(Handle transaction, String host) {
        transaction
                .createUpdate("DELETE FROM host_stores WHERE host_id = :host")
                .bind("host", host)
                .execute();
    }

    /** A host's first event need not be its declaration: the log's start may be gone. */
    private static Update upsert(Handle transaction, HostEvent event, String assignments) {
        transaction
                .createUpdate("INSERT INTO hosts (host_id) VALUES (:host) ON CONFLICT DO NOTHING")
                .bind("host", event.getHostId())
                .execute();
        return transaction
                .createUpdate("UPDATE hosts SET " + assignments + " WHERE host_id = :host")
                .bind("host", event.getHostId())
                .bind("at", Latest.utc(event.getOccurredAt()))
                .bind("reason", event.getReason().orElse(null));
    }
}
