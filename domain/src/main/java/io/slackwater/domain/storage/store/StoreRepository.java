package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.volume.Artifact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of stores. Sets that may be large are rows of their own, so that no decision rewrites them. */
public interface StoreRepository {

    Optional<Volume> volume(String store, String name);

    /** Returns a volume that is there and that Slackwater staged with an artifact's content, under whatever version. */
    Optional<Volume> holding(String store, Artifact artifact);

    /** Keeps a volume, and sees to it that it is decided about again at its requeue time. */
    void put(Volume volume);

    Optional<UpdateMove> move(String store, String volume, String vmId, String updateId);

    void put(String store, String volume, UpdateMove move);

    /** Returns the moves of one VM that concern a volume. */
    List<UpdateMove> moves(String store, String volume, String vmId);

    /** Returns all moves that concern a volume. */
    List<UpdateMove> moves(String store, String volume);

    /** Returns the names of the volumes of a store that updates moved, or were to move, a VM away from or to. */
    Set<String> movedBy(String store, String vmId);

    /** Returns at most {@code limit} references to a volume, {@link VolumeReference#ANY} for those to any of the store. */
    List<Blocker> references(String store, String volume, int limit);

    /** Returns what people said that keeps a volume until they say otherwise. */
    List<Blocker> holds(String store, String volume);

    /** Returns what a holder refers to in a store: a VM by its UUID, an overlay by its name. */
    List<VolumeReference> referencesOf(String store, String holder);

    /** Replaces what a holder refers to in a store. */
    void putReferencesOf(String store, String holder, List<VolumeReference> references);

    /** Returns how many other volumes of the same store and portion became due after one that is due. */
    int dueLater(Volume volume, Instant dueSince);

    StoreHosts hosts(String store);

    boolean isFanOutFinished(String changeId);

    boolean isWithdrawn(String changeId);

    /** Returns the available changes that bring a version which takes the place of what a volume holds; none where that is unknown. */
    Set<String> replacing(Content content);

    /** Returns what a change offers of a portion; empty where it does not concern the portion. */
    Optional<Artifact> artifact(String changeId, String portion);

    /** Returns what holds up the deletes of a store. */
    StoreDeleteState deleteState(String store);

    void put(String store, StoreDeleteState deleteState);

    /** Returns what people decided that bears on the delete of a volume. */
    DeleteDecisions deleteDecisions(Volume volume);

    /** Returns since when the last of a store's hosts may be changed; the beginning of time where that is not known. */
    Instant activeSince(String store);

    /** Has every volume of a store decided about again soon. */
    void evaluateAll(String store);
}
