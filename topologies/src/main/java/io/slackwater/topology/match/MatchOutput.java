package io.slackwater.topology.match;

import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;

/** What the matching topology says. */
public sealed interface MatchOutput {

    /** Returns what the visitor says of this output. */
    <R> R accept(Visitor<R> visitor);

    /** An update was opened. */
    record Opening(UpdateEvent event) implements MatchOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.opening(this);
        }
    }

    /** A partition has scanned all its VMs for a change. */
    record Finishing(RolloutEvent event) implements MatchOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.finishing(this);
        }
    }

    /**
     * Says something of each output. It has no default: the compiler names each place that a new output is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R opening(Opening opening);

        R finishing(Finishing finishing);
    }
}
