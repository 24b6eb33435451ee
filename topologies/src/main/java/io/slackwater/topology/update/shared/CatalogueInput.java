package io.slackwater.topology.update.shared;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.VolumeEvent;

/** The events that every task consumes, whatever VMs it owns. */
public sealed interface CatalogueInput {

    /** Returns what the visitor says of this input. */
    <R> R accept(Visitor<R> visitor);

    record OfHost(HostEvent event) implements CatalogueInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofHost(this);
        }
    }

    record OfVolume(VolumeEvent event) implements CatalogueInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofVolume(this);
        }
    }

    record OfChange(ChangeEvent event) implements CatalogueInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofChange(this);
        }
    }

    record OfPolicy(PolicyEvent event) implements CatalogueInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofPolicy(this);
        }
    }

    /**
     * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R ofHost(OfHost ofHost);

        R ofVolume(OfVolume ofVolume);

        R ofChange(OfChange ofChange);

        R ofPolicy(OfPolicy ofPolicy);
    }
}
