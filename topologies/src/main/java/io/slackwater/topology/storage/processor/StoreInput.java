package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.UpdateEvent;

/**
 * The input of the store machine, as one type. The first seven are keyed by store, the others reach every partition.
 */
public sealed interface StoreInput {

    /** Returns what the visitor says of this input. */
    <R> R accept(Visitor<R> visitor);

    /** What a VM refers to in the store now. */
    record References(HeldRows rows) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.references(this);
        }
    }

    /** A phase of an update that concerns the store. */
    record Phase(UpdateEvent event) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.phase(this);
        }
    }

    /** What a worker or a watcher said. */
    record Outcome(StorageOutcome outcome) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.outcome(this);
        }
    }

    /** What a person decided about the store or one of its volumes. */
    record Decided(StorageDecision decision) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.decided(this);
        }
    }

    /** A row of the state topic: what the machine itself said of its state. */
    record StateRow(StorageState state) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateRow(this);
        }
    }

    /**
     * A row of the state topic that nobody can read.
     *
     * @param cause why not
     */
    record StateRowUnreadable(String cause) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateRowUnreadable(this);
        }
    }

    /** The row of this key was removed from the state topic. The machine removes none; a person may. */
    record StateRowRemoved() implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateRowRemoved(this);
        }
    }

    /** What became of a host. */
    record Host(HostEvent event) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.host(this);
        }
    }

    /** What became of a rollout. */
    record Rollout(RolloutEvent event) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rollout(this);
        }
    }

    /** What became of a change. */
    record Change(ChangeEvent event) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.change(this);
        }
    }

    /**
     * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R references(References references);

        R phase(Phase phase);

        R outcome(Outcome outcome);

        R decided(Decided decided);

        R stateRow(StateRow stateRow);

        R stateRowUnreadable(StateRowUnreadable stateRowUnreadable);

        R stateRowRemoved(StateRowRemoved stateRowRemoved);

        R host(Host host);

        R rollout(Rollout rollout);

        R change(Change change);
    }
}
