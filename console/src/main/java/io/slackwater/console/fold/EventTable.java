package io.slackwater.console.fold;

import java.time.ZoneOffset;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table of events: what happened to a VM, a change, a store, or through an actor, in its order. */
final class EventTable {

    /** Appends records; those that are there already stay. */
    void append(Handle transaction, List<? extends FoldedRecord<? extends SpecificRecord>> records) {
        if (records.isEmpty()) {
            return;
        }
        PreparedBatch rows =
                transaction.prepareBatch("INSERT INTO events (id, published_at, topic, partition, record_offset,"
                        + " event_id, type, record_key, vm_id, host_id, change_id, store, actor, body)"
                        + " VALUES (:id, :publishedAt, :topic, :partition, :offset, :eventId, :type, :key, :vm, :host, :change, :store,"
                        + " :actor, :body::jsonb) ON CONFLICT DO NOTHING");
        for (FoldedRecord<? extends SpecificRecord> entry : records) {
            rows.bind("id", entry.position().text())
                    .bind("publishedAt", entry.publishedAt().atOffset(ZoneOffset.UTC))
                    .bind("topic", entry.position().topic())
                    .bind("partition", entry.position().partition())
                    .bind("offset", entry.position().offset())
                    .bind("eventId", entry.eventId().map(SqlText::of).orElse(null))
                    .bind("type", SqlText.of(entry.type()))
                    .bind("key", SqlText.of(entry.key()))
                    .bind("vm", EventSubjects.vm(entry.value()).orElse(null))
                    .bind("host", EventSubjects.host(entry.value()).orElse(null))
                    .bind("change", EventSubjects.change(entry.value()).orElse(null))
                    .bind("store", EventSubjects.store(entry.value()).orElse(null))
                    .bind("actor", EventSubjects.actor(entry.value()).orElse(null))
                    .bind("body", EventJson.text(entry.value()))
                    .add();
        }
        rows.execute();
    }
}
