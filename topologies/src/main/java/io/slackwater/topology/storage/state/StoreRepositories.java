package io.slackwater.topology.storage.state;

import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jboss.logging.Logger;

/** All that the machine of a task knows, over the task's state stores. */
public final class StoreRepositories {

    private static final Logger LOG = Logger.getLogger(StoreRepositories.class);

    public final StateTopicBuffer stateTopic = new StateTopicBuffer();
    public final DecisionRepository decisions;
    public final DeleteGuardRepository deleteStates;
    public final HostRepository hosts;
    public final ChangeRepository changes;
    public final EvaluationSchedule schedule;
    public final KafkaStoreRepository stores;
    public final DeferredUpdates deferredUpdates;
    public final LastEventRepository lastEvents;

    public StoreRepositories(ProcessorContext<?, ?> context) {
        decisions = new DecisionRepository(context.getStateStore(StorageStateStores.DECISIONS));
        deleteStates = new DeleteGuardRepository(
                context.getStateStore(StorageStateStores.BRAKES),
                context.getStateStore(StorageStateStores.ACTIVATIONS),
                new DeleteGuardDecisions.Reading(context.getStateStore(StorageStateStores.DECISIONS)),
                stateTopic);
        hosts = new HostRepository(
                context.getStateStore(StorageStateStores.HOSTS),
                context.getStateStore(StorageStateStores.STORE_HOSTS),
                context.getStateStore(StorageStateStores.FORMER_HOSTS),
                context.getStateStore(StorageStateStores.NEVER_SYNCED),
                context.getStateStore(StorageStateStores.CONTACT_SINCE),
                new MarkerRepository(
                        context.getStateStore(StorageStateStores.MARKERS),
                        context.getStateStore(StorageStateStores.MARKERS_READ),
                        context.getStateStore(StorageStateStores.LISTINGS)),
                decisions.reading());
        changes = new ChangeRepository(
                context.getStateStore(StorageStateStores.CHANGES), context.getStateStore(StorageStateStores.FAN_OUTS));
        schedule = new EvaluationSchedule(
                context.getStateStore(StorageStateStores.WAKES), context.getStateStore(StorageStateStores.CONCERNED));
        deferredUpdates = new DeferredUpdates(context.getStateStore(StorageStateStores.PARKED), stateTopic);
        stores = new KafkaStoreRepository(
                context, decisions, hosts, changes, deferredUpdates, schedule, deleteStates, stateTopic);
        lastEvents = new LastEventRepository(context.getStateStore(StorageStateStores.HEARD), stateTopic);
    }

    /**
     * Takes over a row that the machine published before it lost its state. One that this version does not understand is not taken
     * for absent: whatever it says may keep any volume of its store.
     *
     * @param at when the row was published
     */
    public void restore(String key, StorageState state, Instant at) {
        List<String> parts = CompoundKeys.parts(key);
        try {
            if (!StateTopicBuffer.Kind.of(parts)
                    .filter(kind -> kind.isSaidBy(state))
                    .isPresent()) {
                throw new IllegalArgumentException("It says nothing that this version knows");
            }
            stores.restore(parts, state);
            deleteStates.restore(parts, state);
            lastEvents.restore(parts, state);
            deferredUpdates.restore(parts, state);
            stores.unread().understood(parts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            // No machine of this version wrote it. To stop here would be to stop at every start.
            notUnderstood(key, String.valueOf(malformed.getMessage()), at);
        }
        // It is published already.
        stateTopic.take();
    }

    /**
     * Takes note that there is no row of a key. Who removed it has said that it keeps nothing; what other rows and the log say
     * counts as before.
     *
     * @return the store, if the row kept what is in it because it was not understood
     */
    public Optional<String> rowGone(String key) {
        List<String> parts = CompoundKeys.parts(key);
        return parts.size() > 1 && stores.unread().forgetNotUnderstood(parts)
                ? Optional.of(parts.get(1))
                : Optional.empty();
    }

    /**
     * Takes note that a row cannot be read: deletes from its store wait.
     *
     * @param at when the row was published
     */
    public void notUnderstood(String key, String cause, Instant at) {
        List<String> parts = CompoundKeys.parts(key);
        String topic = Topics.STORAGE_STATE.name();
        if (parts.size() < 2) {
            LOG.errorf("A row of %s that names no store is passed over: %s", topic, cause);
        } else {
            LOG.errorf(
                    "The row %s of %s is not understood, and stops the deletes of its store: %s",
                    String.join(" ", parts), topic, cause);
            stores.unread().notUnderstood(parts, cause, at);
        }
        stateTopic.take();
    }
}
