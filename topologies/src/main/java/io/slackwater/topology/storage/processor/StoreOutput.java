package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.VolumeEvent;
import java.util.Optional;

/** The output of the store machine, as one type. */
public sealed interface StoreOutput {

    /** Returns what the visitor says of this output. */
    <R> R accept(Visitor<R> visitor);

    /** To everybody. */
    record Event(VolumeEvent event) implements StoreOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.event(this);
        }
    }

    /** A row of the state topic: to itself, should it lose its state. */
    record StateRow(Optional<StorageState> state) implements StoreOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateRow(this);
        }
    }

    /** To the workers. */
    record Command(StorageCommand command) implements StoreOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.command(this);
        }
    }

    /**
     * Says something of each output. It has no default: the compiler names each place that a new output is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R event(Event event);

        R stateRow(StateRow stateRow);

        R command(Command command);
    }
}
