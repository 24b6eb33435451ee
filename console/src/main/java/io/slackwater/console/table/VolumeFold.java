package io.slackwater.console.table;

import io.slackwater.console.fold.EventJson;
import io.slackwater.console.fold.FoldedRecord;
import io.slackwater.console.fold.TopicFold;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Folds volumes: a row each. A volume that was freed keeps its row with the proof. */
public final class VolumeFold implements TopicFold<VolumeEvent> {

    private static final String UPSERT =
            "INSERT INTO volumes (store, volume, path, owner, state, portion, version, kind, sha256,"
                    + " size_bytes, format, pins, blockers, due_since, unreferenced_since, bytes_freed, proof, changed_at) VALUES"
                    + " (:store, :volume, :path, :owner, :state, :portion, :version, :kind, :sha256, :size, :format, :pins::jsonb,"
                    + " :blockers::jsonb, :dueSince, :unreferencedSince, :freed, :proof::jsonb, :at)"
                    + " ON CONFLICT (store, volume) DO UPDATE SET path = excluded.path, owner = excluded.owner,"
                    + " state = excluded.state, portion = excluded.portion, version = excluded.version, kind = excluded.kind,"
                    + " sha256 = excluded.sha256, size_bytes = excluded.size_bytes, format = excluded.format, pins = excluded.pins,"
                    + " blockers = CASE WHEN :tellsPinsAlone THEN volumes.blockers ELSE excluded.blockers END,"
                    + " due_since = excluded.due_since, unreferenced_since = excluded.unreferenced_since,"
                    + " bytes_freed = CASE WHEN :isFreed THEN greatest(volumes.bytes_freed, excluded.bytes_freed)"
                    + " ELSE excluded.bytes_freed END,"
                    + " proof = CASE WHEN :isFreed THEN coalesce(excluded.proof, volumes.proof) ELSE excluded.proof END,"
                    + " changed_at = excluded.changed_at";

    @Override
    public Topic<VolumeEvent> topic() {
        return Topics.STORAGE;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<VolumeEvent>> records) {
        records.forEach(entry -> fold(transaction, entry.value()));
    }

    private static void fold(Handle transaction, VolumeEvent event) {
        Optional<String> before = transaction
                .createQuery("SELECT state FROM volumes WHERE store = :store AND volume = :volume")
                .bind("store", event.getVolume().getStore())
                .bind("volume", event.getVolume().getVolume())
                .mapTo(String.class)
                .findOne();
        VolumeState.after(before, event).ifPresent(state -> upsert(transaction, event, state));
    }

    private static void upsert(Handle transaction, VolumeEvent event, String state) {
        VolumeEventType type = event.getType();
        transaction
                .createUpdate(UPSERT)
                .bind("store", event.getVolume().getStore())
                .bind("volume", event.getVolume().getVolume())
                .bind("path", event.getVolume().getPath())
                .bind("owner", event.getOwner().name())
                .bind("state", state)
                .bind("isFreed", state.equals(VolumeEventType.RECLAIMED.name()))
                .bind("tellsPinsAlone", type == VolumeEventType.PINNED || type == VolumeEventType.UNPINNED)
                .bind("portion", event.getPortion().orElse(null))
                .bind("version", event.getVersion().orElse(null))
                .bind("kind", event.getKind().name())
                .bind("sha256", event.getSha256().orElse(null))
                .bind("size", event.getSizeBytes())
                .bind("format", event.getFormat().name())
                .bind("pins", EventJson.text(event.getPins()))
                .bind("blockers", EventJson.text(event.getBlockers()))
                .bind("dueSince", Latest.utc(event.getDueSince()))
                .bind("unreferencedSince", Latest.utc(event.getUnreferencedSince()))
                .bind("freed", event.getBytesFreed())
                .bind("proof", event.getProof().map(EventJson::text).orElse(null))
                .bind("at", Latest.utc(event.getOccurredAt()))
                .execute();
    }
}
