package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.mapping.storage.InputMapper;
import io.slackwater.reclaimer.rows.FanOutRow;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Stores the changes, and how far VMs were matched with each. The only one of its task that writes them. */
public final class ChangeRepository {

    private final KeyValueStore<String, ChangeEvent> changes;
    private final KeyValueStore<String, FanOutRow> fanOuts;
    private @Nullable KnownVersions known;

    ChangeRepository(KeyValueStore<String, ChangeEvent> changes, KeyValueStore<String, FanOutRow> fanOuts) {
        this.changes = changes;
        this.fanOuts = fanOuts;
    }

    /** Takes note of a change, or that it was withdrawn. */
    public void change(ChangeEvent change) {
        changes.put(change.getChangeId(), change);
        known = null;
    }

    /** Takes note that a partition has matched all its VMs with a change. */
    public void fanOutFinished(String changeId, int partition, int partitions) {
        FanOutRow before = fanOuts.get(changeId);
        HashSet<Integer> finished = new HashSet<>(before == null ? List.of() : before.getFinished());
        finished.add(partition);
        fanOuts.put(
                changeId, new FanOutRow(partitions, finished.stream().sorted().toList()));
    }

    boolean isFanOutFinished(String changeId) {
        FanOutRow row = fanOuts.get(changeId);
        return row != null && row.getFinished().size() >= row.getPartitions();
    }

    /** Whether the change has been heard of. */
    public boolean isKnown(String changeId) {
        return changes.get(changeId) != null;
    }

    boolean isWithdrawn(String changeId) {
        ChangeEvent change = changes.get(changeId);
        return change != null && change.getType() == ChangeEventType.WITHDRAWN;
    }

    /** Returns the available changes that bring a version which takes the place of what a volume holds. */
    Set<String> replacing(Content held) {
        return versions().replacing(held);
    }

    /** Returns the portion versions that the changes speak of. */
    public KnownVersions versions() {
        if (known == null) {
            known = KnownVersions.of(changes);
        }
        return known;
    }

    /** Returns what a change offers of a portion; empty where it does not concern the portion. */
    Optional<Artifact> artifact(String changeId, String portion) {
        @Nullable ChangeEvent change = changes.get(changeId);
        return change == null
                ? Optional.empty()
                : change.getPortions().stream()
                        .filter(version -> version.getPortion().equals(portion))
                        .findFirst()
                        .map(InputMapper::artifact);
    }
}
