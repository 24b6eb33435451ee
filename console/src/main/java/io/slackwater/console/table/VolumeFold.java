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
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Folds volumes: a row each. A volume that was freed keeps its row with the proof. */
public final class VolumeFold implements TopicFold<VolumeEvent> {

    /** Their events say what changed about a volume, not a step in its life. */
    private static final Set<VolumeEventType> WITHOUT_STEP =
            Set.of(VolumeEventType.PINNED, VolumeEventType.UNPINNED, VolumeEventType.REFUSED, VolumeEventType.UNKNOWN);

    private static final String UPSERT =
            "INSERT INTO volumes (store, volume, path, owner, state, portion, version, kind, sha256,"
                    + " size_bytes, format, pins, blockers, due_since, unreferenced_since, bytes_freed, proof, changed_at) VALUES"
                    + " (:store, :volume, :path, :owner, coalesce(:step, 'STAGED'), :portion, :version, :kind, :sha256, :size,"
                    + " :format, :pins::jsonb, :blockers::jsonb, :dueSince, :unreferencedSince, :freed, :proof::jsonb, :at)"
                    + " ON CONFLICT (store, volume) DO UPDATE SET path = excluded.path, owner = excluded.owner,"
                    + " state = coalesce(:step, CASE WHEN volumes.state = 'DUE' AND excluded.due_since IS NULL THEN 'STAGED'"
                    + " ELSE volumes.state END), portion = excluded.portion, version = excluded.version, kind = excluded.kind,"
                    + " sha256 = excluded.sha256, size_bytes = excluded.size_bytes, format = excluded.format, pins = excluded.pins,"
                    + " blockers = excluded.blockers, due_since = excluded.due_since,"
                    + " unreferenced_since = excluded.unreferenced_since, bytes_freed = excluded.bytes_freed,"
                    + " proof = excluded.proof, changed_at = excluded.changed_at";

    @Override
    public Topic<VolumeEvent> topic() {
        return Topics.STORAGE;
    }

    @Override
    public void fold(Handle transaction, List<FoldedRecord<VolumeEvent>> records) {
        records.forEach(entry -> fold(transaction, entry.value()));
    }

    private static void fold(Handle transaction, VolumeEvent event) {
        Optional<String> step = Optional.of(event.getType())
                .filter(type -> !WITHOUT_STEP.contains(type))
                .map(Enum::name);
        transaction
                .createUpdate(UPSERT)
                .bind("store", event.getVolume().getStore())
                .bind("volume", event.getVolume().getVolume())
                .bind("path", event.getVolume().getPath())
                .bind("owner", event.getOwner().name())
                .bind("step", step.orElse(null))
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
