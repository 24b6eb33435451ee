package io.slackwater.schemas.topics;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.VolumeEvent;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue of topics. Provisioning, the services, the tests and the generated references read it; a topic name is
 * written nowhere else, except in channel configuration, which a test compares with it.
 */
public final class Topics {

    public static final Topic<ChangeEvent> CHANGE_SIGHTINGS = new Topic<>(
            "slackwater.change-sightings",
            KeySpace.OPERATING_SYSTEM,
            ChangeEvent.class,
            Retention.AUDIT_PERIOD,
            "A source saw a change, or somebody posted one; as often as it is seen");

    public static final Topic<ChangeEvent> CHANGES = new Topic<>(
            "slackwater.changes",
            KeySpace.OPERATING_SYSTEM,
            ChangeEvent.class,
            Retention.FOREVER,
            "A change became available or was withdrawn; once each");

    public static final Topic<HostEvent> HOSTS = new Topic<>(
            "slackwater.hosts",
            KeySpace.HOST,
            HostEvent.class,
            Retention.FOREVER,
            "A host was declared, reached, lost, synced or retired, or a store was seen with its marker");

    public static final Topic<VmEvent> VM_INVENTORY = new Topic<>(
            "slackwater.vm-inventory",
            KeySpace.VM,
            VmEvent.class,
            Retention.AUDIT_PERIOD,
            "A VM was observed on a host with all that it refers to, or went from it");

    public static final Topic<VmStateEvent> VM_STATES = new Topic<>(
            "slackwater.vm-states",
            KeySpace.VM,
            VmStateEvent.class,
            Retention.AUDIT_PERIOD,
            "The run state of a VM changed");

    public static final Topic<HostVmDigest> HOST_VMS = new Topic<>(
            "slackwater.host-vms",
            KeySpace.HOST,
            HostVmDigest.class,
            Retention.COMPACTED,
            "What was published last of each VM of a host; key host/VM, partitioned by host");

    public static final Topic<StoreVolume> STORE_VOLUMES = new Topic<>(
            "slackwater.store-volumes",
            KeySpace.HOST,
            StoreVolume.class,
            Retention.COMPACTED,
            "What each pool of a host lists; key host/pool/volume or host/pool, partitioned by host");

    public static final Topic<UpdateEvent> UPDATES = new Topic<>(
            "slackwater.updates", KeySpace.VM, UpdateEvent.class, Retention.AUDIT_PERIOD, "One phase of one update");

    public static final Topic<VmUpdateState> UPDATE_STATE = new Topic<>(
            "slackwater.update-state",
            KeySpace.VM,
            VmUpdateState.class,
            Retention.COMPACTED,
            "The state of the updates of a VM, written with what is said of them");

    public static final Topic<UpdateCommand> COMMANDS = new Topic<>(
            "slackwater.commands",
            KeySpace.HOST,
            UpdateCommand.class,
            Retention.AUDIT_PERIOD,
            "What update-executor is to do with a VM of a host");

    public static final Topic<UpdateOutcome> OUTCOMES = new Topic<>(
            "slackwater.outcomes",
            KeySpace.HOST,
            UpdateOutcome.class,
            Retention.AUDIT_PERIOD,
            "What came of a command");

    public static final Topic<RolloutEvent> ROLLOUTS = new Topic<>(
            "slackwater.rollouts",
            KeySpace.CHANGE,
            RolloutEvent.class,
            Retention.FOREVER,
            "The progress of all the updates of a change");

    public static final Topic<VolumeEvent> STORAGE = new Topic<>(
            "slackwater.storage",
            KeySpace.STORE,
            VolumeEvent.class,
            Retention.FOREVER,
            "One step in the life of a volume");

    public static final Topic<StorageState> STORAGE_STATE = new Topic<>(
            "slackwater.storage-state",
            KeySpace.STORE,
            StorageState.class,
            Retention.COMPACTED,
            "The state of the store machines, a row each, written with what they say; partitioned by store");

    public static final Topic<StorageCommand> STORAGE_COMMANDS = new Topic<>(
            "slackwater.storage-commands",
            KeySpace.STORE,
            StorageCommand.class,
            Retention.AUDIT_PERIOD,
            "What storage-reclaimer is to do with a volume of a store");

    public static final Topic<StorageOutcome> STORAGE_OUTCOMES = new Topic<>(
            "slackwater.storage-outcomes",
            KeySpace.STORE,
            StorageOutcome.class,
            Retention.AUDIT_PERIOD,
            "What came of a storage command, and which adoptable volumes a watcher saw");

    public static final Topic<StorageDecision> STORAGE_DECISIONS = new Topic<>(
            "slackwater.storage-decisions",
            KeySpace.STORE,
            StorageDecision.class,
            Retention.FOREVER,
            "What a person decided about a store: a volume held or adopted, its hosts confirmed, a vanished VM forgotten, deletes frozen, consented to or let go on");

    public static final Topic<PolicyEvent> POLICIES = new Topic<>(
            "slackwater.policies",
            KeySpace.POLICY,
            PolicyEvent.class,
            Retention.FOREVER,
            "A policy was set or removed");

    /** The topic of the schemas themselves: key the fingerprint in hexadecimal, value the schema's JSON. */
    public static final String SCHEMAS = "slackwater.schemas";

    private static final List<Topic<?>> ALL = List.of(
            CHANGE_SIGHTINGS,
            CHANGES,
            HOSTS,
            VM_INVENTORY,
            VM_STATES,
            HOST_VMS,
            STORE_VOLUMES,
            UPDATES,
            UPDATE_STATE,
            COMMANDS,
            OUTCOMES,
            ROLLOUTS,
            STORAGE,
            STORAGE_STATE,
            STORAGE_COMMANDS,
            STORAGE_OUTCOMES,
            STORAGE_DECISIONS,
            POLICIES);

    private Topics() {}

    /** Returns every topic with Avro values, in the order of the flow. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /** Returns the catalogue's entry of a topic, or empty where the catalogue has none of that name. */
    public static Optional<Topic<?>> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }
}
