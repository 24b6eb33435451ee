package io.slackwater.topology.storage.state;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.storage.model.DeletionRecord;
import io.slackwater.domain.storage.store.DeleteDecisions;
import io.slackwater.domain.storage.store.StoreDecision;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.mapping.storage.InputMapper;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The operator decisions in force that bear on deletes. */
public final class DeleteGuardDecisions {

    public static final String ALL_STORES = StoreDecision.ALL_STORES;

    private static final String FREEZE = "freeze";
    private static final String FIRST_SEEN = "first-delete-seen";
    private static final String CONSENT = "consent";
    private static final String LOG = "log";

    private DeleteGuardDecisions() {}

    public static boolean isAboutAllStores(StorageDecision decision) {
        return decision.getType() == StorageDecisionType.FROZEN
                || decision.getType() == StorageDecisionType.UNFROZEN
                || ALL_STORES.equals(decision.getStore());
    }

    /** Takes note of a decision that bears on deletes; of several about the same, the last counts. */
    public static void decided(KeyValueStore<String, StorageDecision> inForce, StorageDecision decision) {
        String store = decision.getStore();
        switch (decision.getType()) {
            case FROZEN -> inForce.put(CompoundKeys.of(ALL_STORES, FREEZE), decision);
            case UNFROZEN -> inForce.delete(CompoundKeys.of(ALL_STORES, FREEZE));
            case FIRST_DELETE_SEEN -> inForce.put(CompoundKeys.of(store, FIRST_SEEN), decision);
            case DELETE_CONSENTED ->
                inForce.put(CompoundKeys.of(store, CONSENT, decision.getVolume().orElse("")), decision);
            case LOG_ACCEPTED -> inForce.put(CompoundKeys.of(store, LOG), decision);
            case UNKNOWN -> {
                if (ALL_STORES.equals(store)) {
                    inForce.put(CompoundKeys.of(ALL_STORES, FREEZE), decision);
                }
            }
            case HELD, RELEASED, HOSTS_CONFIRMED, USE_RELEASED, ADOPTED -> {
                // Nothing about deletes.
            }
        }
    }

    /** Returns a freeze as what stops a delete. A decision of a newer version may be one, so that it stops deletes, too. */
    public static Blocker blocker(StorageDecision freeze) {
        if (freeze.getType() == StorageDecisionType.UNKNOWN) {
            return new Blocker(
                    BlockerCode.STORAGE_FROZEN,
                    ALL_STORES,
                    freeze.getOccurredAt(),
                    "%s decided something about all stores that this version does not know. Freeze or unfreeze deletes to decide anew"
                            .formatted(freeze.getActor()));
        }
        return new Blocker(
                BlockerCode.STORAGE_FROZEN,
                ALL_STORES,
                freeze.getOccurredAt(),
                "%s froze the deletes of all stores: %s".formatted(freeze.getActor(), freeze.getReason()));
    }

    /** Reads the decisions that are in force. */
    static final class Reading {

        private final ReadOnlyKeyValueStore<String, StorageDecision> inForce;

        public Reading(ReadOnlyKeyValueStore<String, StorageDecision> inForce) {
            this.inForce = inForce;
        }

        DeleteDecisions of(Volume volume) {
            String store = volume.ref().store();
            return new DeleteDecisions(
                    get(ALL_STORES, FREEZE).map(DeleteGuardDecisions::blocker),
                    firstSeen(store),
                    accepted(store),
                    isConsented(volume));
        }

        /** Returns of which first delete of a store a person has seen that it was right; the beginning of time where of none. */
        Instant firstSeen(String store) {
            return get(store, FIRST_SEEN).flatMap(StorageDecision::getDeletedAt).orElse(Instant.EPOCH);
        }

        /** Returns what a store counts that a person accepted; empty where nobody did. */
        Optional<CommandSequenceNumber> accepted(String store) {
            return get(store, LOG).flatMap(StorageDecision::getCount).map(InputMapper::count);
        }

        /** What was decided of a volume that went since is not meant of what has its name by now. */
        private boolean isConsented(Volume volume) {
            String store = volume.ref().store();
            Instant last = volume.reclaimed().map(DeletionRecord::at).orElse(Instant.EPOCH);
            return get(store, CONSENT, "").isPresent()
                    || get(store, CONSENT, volume.ref().name())
                            .filter(consent -> consent.getOccurredAt().isAfter(last))
                            .isPresent();
        }

        private Optional<StorageDecision> get(String... key) {
            @Nullable StorageDecision found = inForce.get(CompoundKeys.of(key));
            return Optional.ofNullable(found);
        }
    }
}
