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
    record Said(StorageOutcome outcome) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.said(this);
        }
    }

    /** What a person decided about the store or one of its volumes. */
    record Decided(StorageDecision decision) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.decided(this);
        }
    }

    /** What the machine itself said of its state, a row. */
    record StateRow(StorageState state) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateRow(this);
        }
    }

    /**
     * What the machine itself said of its state, and nobody can read.
     *
     * @param cause why not
     */
    record Unread(String cause) implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unread(this);
        }
    }

    /** There is no row of this key any more. The machine removes none; a person may. */
    record Gone() implements StoreInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gone(this);
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

        R said(Said said);

        R decided(Decided decided);

        R stateRow(StateRow stateRow);

        R unread(Unread unread);

        R gone(Gone gone);

        R host(Host host);

        R rollout(Rollout rollout);

        R change(Change change);
    }
}
