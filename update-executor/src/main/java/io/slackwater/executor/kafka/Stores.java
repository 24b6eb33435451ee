package io.slackwater.executor.kafka;

import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredFreeze;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredMember;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.runtime.replay.ReplayGate;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.serde.AvroSerde;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The names and builders of the state stores. */
public final class Stores {

    /** What is known of each VM, by VM. */
    public static final String VMS = "vms";

    /** VMs that are to be looked at, by time and VM, so that the earliest come first. */
    public static final String DUE = "due";

    /** VMs with open updates, by subject and VM: whom an event about a host, a store or a change concerns. */
    public static final String CONCERNED = "concerned";

    /** Subjects of which something was said, with how far their VMs have been woken. */
    static final String WAKING = "waking";

    public static final String HOSTS = "hosts";
    public static final String VOLUMES = "volumes";
    public static final String CHANGES = "changes";
    public static final String POLICIES = "policies";

    /** Whether the replay of a VM-keyed task is over. */
    static final String VMS_REPLAY = "vms-replay";

    /** Slots that are taken, by update. */
    static final String LEASES = "leases";

    /** Requests in the order in which they came. */
    static final String QUEUE = "queue";

    /** Where in the queue an update's request is. */
    static final String QUEUED = "queued";

    /** Whether the replay of the budget's task is over. */
    static final String BUDGET_REPLAY = "budget-replay";

    /** The policies again, for the budget's task. */
    static final String BUDGET_POLICIES = "budget-policies";

    /** Rollouts, by change. */
    public static final String ROLLOUTS = "rollouts";

    /** Where each update stands in its rollout, by update. */
    static final String MEMBERS = "members";

    /** That the fleet is frozen: one entry, or none. */
    public static final String FREEZES = "freezes";

    private Stores() {}

    /** Returns the key of the volume that holds a portion version in a store. */
    public static String volumeKey(String store, String portion, String version) {
        return store + "|" + portion + "|" + version;
    }

    /** The stores of the VM-keyed tasks. */
    static List<StoreBuilder<?>> ofVms() {
        return List.of(
                avro(VMS, StoredVm.class),
                text(DUE),
                text(CONCERNED),
                text(WAKING),
                avro(HOSTS, StoredHost.class),
                avro(VOLUMES, StoredVolumeFact.class),
                avro(CHANGES, StoredChange.class),
                policies(POLICIES),
                ReplayGate.store(VMS_REPLAY));
    }

    /** The stores of the budget's task. */
    static List<StoreBuilder<?>> ofBudget() {
        return List.of(
                avro(LEASES, BudgetLease.class),
                avro(QUEUE, BudgetMessage.class),
                text(QUEUED),
                // A rollout changes with each of its updates: what reaches the disk is what it is at a commit.
                avro(ROLLOUTS, StoredRollout.class).withCachingEnabled(),
                avro(MEMBERS, StoredMember.class),
                avro(FREEZES, StoredFreeze.class),
                policies(BUDGET_POLICIES),
                ReplayGate.store(BUDGET_REPLAY));
    }

    /** Policies are few, and every decision looks at all of them: in memory. */
    private static StoreBuilder<KeyValueStore<String, PolicyEvent>> policies(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
                Serdes.String(),
                AvroSerde.of(PolicyEvent.class));
    }

    private static StoreBuilder<KeyValueStore<String, String>> text(String name) {
        return store(name, Serdes.String());
    }

    private static <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> avro(String name, Class<T> type) {
        return store(name, AvroSerde.of(type));
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> store(String name, Serde<T> values) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
