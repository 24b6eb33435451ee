package io.slackwater.topology.update.shared;

import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredFreeze;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredMember;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.replay.ReplayGate;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The names and builders of the state stores. */
public final class ExecutorStateStores {

    /** What is known of each VM, by VM. */
    public static final String VMS = "vms";

    /** When each VM is to be looked at, in milliseconds since 1970, by VM; those to be looked at by nothing but an event are not in it. */
    public static final String DUE = "due";

    /** VMs with open updates, by subject and VM: whom an event about a host, a store or a change concerns. */
    public static final String CONCERNED = "concerned";

    /** Subjects of which something was said, with how far their VMs have been woken. In memory: it is short. */
    public static final String WAKING = "waking";

    /** VMs that are to be looked at as soon as possible, until the next tick. In memory: it is short. */
    public static final String REQUEUED = "requeued";

    public static final String HOSTS = "hosts";
    public static final String VOLUMES = "volumes";
    public static final String CHANGES = "changes";
    public static final String POLICIES = "policies";

    /** How often the policies of a VM-keyed task changed since it began: one entry, in memory and in no change log. */
    public static final String POLICIES_REVISION = "policies-revision";

    /** Whether the replay of a VM-keyed task is over. */
    public static final String VMS_REPLAY = "vms-replay";

    /** Leases that are taken, by update. */
    public static final String LEASES = "leases";

    /** The requests that wait, by update. */
    public static final String QUEUE = "queue";

    /** The place of each request in the order in which they came, by update. */
    public static final String QUEUED = "queued";

    /** Whether the replay of the budget's task is over. */
    public static final String BUDGET_REPLAY = "budget-replay";

    /** The policies again, for the budget's task. */
    public static final String BUDGET_POLICIES = "budget-policies";

    /** How often the policies of the budget's task changed since it began. */
    public static final String BUDGET_POLICIES_REVISION = "budget-policies-revision";

    /** Rollouts, by change. */
    public static final String ROLLOUTS = "rollouts";

    /** Where each update stands in its rollout, by update. */
    public static final String MEMBERS = "members";

    /** That the fleet is frozen: one entry, or none. */
    public static final String FREEZES = "freezes";

    private ExecutorStateStores() {}

    /** Returns the key of the volume that holds a portion version in a store. */
    public static String volumeKey(String store, String portion, String identity) {
        return store + "|" + portion + "|" + identity;
    }

    /** The stores of the VM-keyed tasks. */
    public static List<StoreBuilder<?>> ofVms(AvroSerdes serdes) {
        return List.of(
                // What is folded into a VM is soon decided about: its row is written once for both if one transaction
                // has them.
                store(VMS, serdes.ofRows(StoredVm.class)).withCachingEnabled(),
                store(DUE, Serdes.Long()).withCachingEnabled(),
                text(CONCERNED),
                shortText(WAKING),
                shortText(REQUEUED),
                store(HOSTS, serdes.ofRows(StoredHost.class)),
                store(VOLUMES, serdes.ofRows(StoredVolumeFact.class)),
                store(CHANGES, serdes.ofRows(StoredChange.class)),
                policies(POLICIES, serdes),
                revision(POLICIES_REVISION),
                ReplayGate.store(VMS_REPLAY));
    }

    /** The stores of the budget's task. */
    public static List<StoreBuilder<?>> ofBudget(AvroSerdes serdes) {
        return List.of(
                store(LEASES, serdes.ofRows(BudgetLease.class)),
                store(QUEUE, serdes.ofRows(BudgetMessage.class)),
                store(QUEUED, Serdes.Long()),
                // A rollout changes with each of its updates: what reaches the disk is what it is at a commit.
                store(ROLLOUTS, serdes.ofRows(StoredRollout.class)).withCachingEnabled(),
                store(MEMBERS, serdes.ofRows(StoredMember.class)),
                store(FREEZES, serdes.ofRows(StoredFreeze.class)),
                policies(BUDGET_POLICIES, serdes),
                revision(BUDGET_POLICIES_REVISION),
                ReplayGate.store(BUDGET_REPLAY));
    }

    /** Policies are few, and every decision looks at all of them: in memory. */
    private static StoreBuilder<KeyValueStore<String, PolicyEvent>> policies(String name, AvroSerdes serdes) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
                Serdes.String(),
                serdes.of(Topics.POLICIES));
    }

    private static StoreBuilder<KeyValueStore<String, Long>> revision(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
                        Serdes.String(),
                        Serdes.Long())
                .withLoggingDisabled();
    }

    private static StoreBuilder<KeyValueStore<String, String>> shortText(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.String());
    }

    private static StoreBuilder<KeyValueStore<String, String>> text(String name) {
        return store(name, Serdes.String());
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> store(String name, Serde<T> values) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
