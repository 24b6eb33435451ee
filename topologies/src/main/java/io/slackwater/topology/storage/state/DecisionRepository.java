package io.slackwater.topology.storage.state;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.domain.storage.volume.NotUnderstoodBlocker;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What people decided about the stores and is in force. Their topic is kept for ever and is read from its start by a task without
 * state, so there is no state topic of it.
 */
public final class DecisionRepository {

    private static final String HOLD = "hold";
    private static final String NOT_UNDERSTOOD = NotUnderstoodBlocker.HOLD;
    private static final String HOSTS = "hosts";
    private static final String USE = "use";

    private final KeyValueStore<String, StorageDecision> inForce;

    /** By store and volume, then by key: people set few of them. */
    private final Map<String, NavigableMap<String, StorageDecision>> holds = new HashMap<>();

    DecisionRepository(KeyValueStore<String, StorageDecision> inForce) {
        this.inForce = inForce;
        try (KeyValueIterator<String, StorageDecision> rows = inForce.all()) {
            rows.forEachRemaining(row -> {
                if (row.value.getType() == StorageDecisionType.HELD) {
                    hold(row.key, row.value);
                }
            });
        }
    }

    /** Takes note of a decision; of several about the same, the last counts. Who adopted a volume is known by the volume. */
    public void decided(StorageDecision decision) {
        String store = decision.getStore();
        String volume = decision.getVolume().orElse("");
        switch (decision.getType()) {
            case HELD -> {
                String key = CompoundKeys.of(store, HOLD, volume, decision.getHold());
                inForce.put(key, decision);
                hold(key, decision);
            }
            case RELEASED -> {
                String key = CompoundKeys.of(store, HOLD, volume, decision.getHold());
                inForce.delete(key);
                releaseHold(key, store, volume);
                if (isOfNotUnderstood(decision)) {
                    inForce.delete(CompoundKeys.of(store, NOT_UNDERSTOOD));
                }
            }
            case HOSTS_CONFIRMED -> inForce.put(CompoundKeys.of(store, HOSTS), decision);
            case USE_RELEASED ->
                inForce.put(CompoundKeys.of(store, USE, decision.getVmId().orElse("")), decision);
            case FROZEN, UNFROZEN, FIRST_DELETE_SEEN, DELETE_CONSENTED, LOG_ACCEPTED ->
                DeleteGuardDecisions.decided(inForce, decision);
            case UNKNOWN -> {
                // A newer version's decision may be one that keeps what is in the store.
                inForce.put(CompoundKeys.of(store, NOT_UNDERSTOOD), decision);
                DeleteGuardDecisions.decided(inForce, decision);
            }
            case ADOPTED -> {
                // Nothing that surrounds a volume.
            }
        }
    }

    private void hold(String key, StorageDecision held) {
        String of = CompoundKeys.of(held.getStore(), held.getVolume().orElse(""));
        holds.computeIfAbsent(of, first -> new TreeMap<>()).put(key, held);
    }

    private void releaseHold(String key, String store, String volume) {
        holds.computeIfPresent(CompoundKeys.of(store, volume), (of, some) -> {
            some.remove(key);
            return some.isEmpty() ? null : some;
        });
    }

    /** Returns the holds of a volume, as what keeps it. */
    List<Blocker> holds(String store, String volume) {
        return reading()
                .blockers(
                        store,
                        holds.getOrDefault(CompoundKeys.of(store, volume), new TreeMap<>())
                                .values());
    }

    /** Whether a person ends what a decision of an unknown type may keep, which is all of its store. */
    public static boolean isOfNotUnderstood(StorageDecision decision) {
        return decision.getType() == StorageDecisionType.RELEASED
                && decision.getHold().equals(NotUnderstoodBlocker.HOLD);
    }

    /** Returns what is in force. */
    Reading reading() {
        return new Reading(inForce);
    }

    /** Reads the decisions that are in force. */
    public static final class Reading {

        private final ReadOnlyKeyValueStore<String, StorageDecision> inForce;

        public Reading(ReadOnlyKeyValueStore<String, StorageDecision> inForce) {
            this.inForce = inForce;
        }

        /** Returns the holds of a volume, as what keeps it. */
        public List<Blocker> holds(String store, String volume) {
            List<StorageDecision> held = new ArrayList<>();
            try (KeyValueIterator<String, StorageDecision> rows =
                    inForce.prefixScan(CompoundKeys.prefix(store, HOLD, volume), new StringSerializer())) {
                rows.forEachRemaining(row -> held.add(row.value));
            }
            return blockers(store, held);
        }

        private List<Blocker> blockers(String store, Collection<StorageDecision> held) {
            List<Blocker> holds = new ArrayList<>();
            held.forEach(hold -> holds.add(hold(hold)));
            StorageDecision unknown = inForce.get(CompoundKeys.of(store, NOT_UNDERSTOOD));
            if (unknown != null) {
                holds.add(NotUnderstoodBlocker.decision(unknown.getActor(), unknown.getOccurredAt()));
            }
            return holds;
        }

        /** Returns the hosts that somebody confirmed to be all that share a store; none where nobody did. */
        List<String> confirmedHosts(String store) {
            StorageDecision confirmed = inForce.get(CompoundKeys.of(store, HOSTS));
            return confirmed == null ? List.of() : confirmed.getHosts();
        }

        /** Returns when somebody said last which hosts share a store; the beginning of time where nobody did. */
        Instant confirmedAt(String store) {
            StorageDecision confirmed = inForce.get(CompoundKeys.of(store, HOSTS));
            return confirmed == null ? Instant.EPOCH : confirmed.getOccurredAt();
        }

        /**
         * Whether a reference is the last use of a vanished VM, and somebody said afterwards that it will not come back.
         *
         * @param holder who refers: a VM's UUID, or an overlay
         */
        public boolean isReleased(String store, String holder, VolumeReference reference) {
            if (reference.vanishedAt().isEmpty()) {
                return false;
            }
            StorageDecision released = inForce.get(CompoundKeys.of(store, USE, holder));
            return released != null
                    && !reference
                            .vanishedAt()
                            .get()
                            .isAfter(released.getVanishedAt().orElse(Instant.EPOCH));
        }

        private static Blocker hold(StorageDecision held) {
            return new Blocker(
                    BlockerCode.HELD,
                    held.getHold(),
                    held.getOccurredAt(),
                    "%s holds it: %s".formatted(held.getActor(), held.getReason()));
        }
    }
}
