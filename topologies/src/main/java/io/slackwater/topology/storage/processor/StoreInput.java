package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.UpdateEvent;

/** What the store machine hears of. The first seven are keyed by store, the others reach every partition. */
public sealed interface StoreInput {

    /** What a VM refers to in the store now. */
    record References(HeldRows rows) implements StoreInput {}

    /** A phase of an update that concerns the store. */
    record Phase(UpdateEvent event) implements StoreInput {}

    /** What a worker or a watcher said. */
    record Said(StorageOutcome outcome) implements StoreInput {}

    /** What a person decided about the store or one of its volumes. */
    record Decided(StorageDecision decision) implements StoreInput {}

    /** What the machine itself said of its state, a row. */
    record Kept(StorageState state) implements StoreInput {}

    /**
     * What the machine itself said of its state, and nobody can read.
     *
     * @param cause why not
     */
    record Unread(String cause) implements StoreInput {}

    /** There is no row of this key any more. The machine removes none; a person may. */
    record Gone() implements StoreInput {}

    /** What became of a host. */
    record Host(HostEvent event) implements StoreInput {}

    /** What became of a rollout. */
    record Rollout(RolloutEvent event) implements StoreInput {}

    /** What became of a change. */
    record Change(ChangeEvent event) implements StoreInput {}
}
