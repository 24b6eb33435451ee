package io.slackwater.domain.storage.store;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a person decides about a store. */
public sealed interface StoreDecision {

    /** Stands for all stores; no store's id, which has a slash. */
    String ALL_STORES = "fleet";

    /** Returns the store's id, or {@link #ALL_STORES}. */
    String store();

    /** Returns what the visitor says of this decision. */
    <R> R accept(Visitor<R> visitor);

    /** A volume stays until the hold is released. */
    record Hold(String store, String volume, String name) implements StoreDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.hold(this);
        }
    }

    /** A hold ends. */
    record Release(String store, String volume, String name) implements StoreDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.release(this);
        }
    }

    /** These hosts, and no others, share the store. */
    record Confirm(String store, List<String> hosts) implements StoreDecision {
        public Confirm {
            hosts = List.copyOf(hosts);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.confirm(this);
        }
    }

    /**
     * What a vanished VM used last in the store is needed no more.
     *
     * @param vanishedAt when it vanished, as the person was shown it
     */
    record ReleaseUse(String store, String vmId, Instant vanishedAt) implements StoreDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.releaseUse(this);
        }
    }

    /** Nothing is deleted in any store, or, where it ends, something may be again. */
    record Freeze(boolean begins) implements StoreDecision {

        @Override
        public String store() {
            return ALL_STORES;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.freeze(this);
        }
    }

    /**
     * The first delete of a store was right, and the others may go.
     *
     * @param deletedAt when it was deleted, as the person was shown it
     */
    record FirstDeleteSeen(String store, Instant deletedAt) implements StoreDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.firstDeleteSeen(this);
        }
    }

    /**
     * What cannot be had again may be deleted when nothing needs it.
     *
     * @param volume the volume; empty for all of the store
     */
    record Consent(String store, Optional<String> volume) implements StoreDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.consent(this);
        }
    }

    /**
     * Deletes go on by this log.
     *
     * @param count what the store counts, as the person was shown it
     */
    record AcceptLog(String store, CommandSequenceNumber count) implements StoreDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.acceptLog(this);
        }
    }

    /**
     * A volume holds a portion version, and may be deleted when nothing needs it.
     *
     * @param artifact the known one whose digest its content has; empty where whoever decides says what it holds
     * @param sizeBytes what it takes in the store
     */
    record Adopt(
            VolumeRef volume, PortionVersion holds, Optional<Artifact> artifact, VolumeFormat format, long sizeBytes)
            implements StoreDecision {

        @Override
        public String store() {
            return volume.store();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.adopt(this);
        }
    }

    /**
     * Who decides, and why.
     *
     * @param actor a person's name, not empty
     * @param reason a sentence, not empty
     */
    record Responsible(String actor, String reason) {}

    /**
     * Says something of each decision. It has no default: the compiler names each place that a new decision is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R hold(Hold state);

        R release(Release release);

        R confirm(Confirm confirm);

        R releaseUse(ReleaseUse releaseUse);

        R freeze(Freeze freeze);

        R firstDeleteSeen(FirstDeleteSeen firstDeleteSeen);

        R consent(Consent consent);

        R acceptLog(AcceptLog acceptLog);

        R adopt(Adopt adopt);
    }
}
