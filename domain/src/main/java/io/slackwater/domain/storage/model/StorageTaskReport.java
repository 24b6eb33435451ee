package io.slackwater.domain.storage.model;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A worker's progress, or final report, about a storage task. */
public sealed interface StorageTaskReport {

    /** Returns why it was not done; empty where it was. */
    default List<Blocker> blockers() {
        return List.of();
    }

    /** Returns what the visitor says of this result. */
    <R> R accept(Visitor<R> visitor);

    /**
     * The volume is there with the right digest.
     *
     * @param sha256 of what was read back
     * @param unknown what the store counts and this log does not know of; empty where it knows of all
     */
    record Staged(VolumeRef volume, long sizeBytes, String sha256, Optional<CommandSequenceNumber> unknown)
            implements StorageTaskReport {

        /** An upload of which nothing is known of the store's count. */
        public Staged(VolumeRef volume, long sizeBytes, String sha256) {
            this(volume, sizeBytes, sha256, Optional.empty());
        }

        public Staged with(Optional<CommandSequenceNumber> seen) {
            return new Staged(volume, sizeBytes, sha256, seen);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.staged(this);
        }
    }

    /** The upload goes on; the last report of its command comes later. */
    record Uploading(UploadProgress progress) implements StorageTaskReport {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.uploading(this);
        }
    }

    /** The look found nothing that refers to the volume. */
    record Inspected(List<HostCheckResult> hostChecks) implements StorageTaskReport {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inspected(this);
        }
    }

    /**
     * The volume is gone.
     *
     * @param finding whether something was found to refer to it afterwards, or may refer to it; normally NONE
     * @param usesSince the same for a person
     * @param calledAt when the host was told to delete it; empty where it was gone already
     */
    record Deleted(
            long bytesFreed,
            List<HostCheckResult> hostChecks,
            ReferenceFinding finding,
            List<Blocker> usesSince,
            Optional<Instant> calledAt)
            implements StorageTaskReport {

        /** Returns for how long before the delete nobody looked at the definitions of the host that was read first; empty where it was gone. */
        public Optional<Duration> sinceReferenceCheck() {
            return hostChecks.stream()
                    .flatMap(look -> look.definitionsReadAt().stream())
                    .min(Comparator.naturalOrder())
                    .flatMap(read -> calledAt.map(called -> Duration.between(read, called)));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.deleted(this);
        }
    }

    /**
     * The look found references, or could not be made everywhere; nothing was deleted.
     *
     * @param finding what the look found; never NONE
     * @param blockers the same for a person
     */
    record Referenced(List<HostCheckResult> hostChecks, ReferenceFinding finding, List<Blocker> blockers)
            implements StorageTaskReport {

        /** Something else than a reference forbids the delete, and what a look would find is not known. */
        public static Referenced unclear(Blocker blocker) {
            return new Referenced(List.of(), ReferenceFinding.UNCLEAR, List.of(blocker));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.referenced(this);
        }
    }

    /**
     * Nothing was deleted: the store counts more than is known of this log, or what another log did.
     *
     * @param count what the store counts
     * @param blocker the same for a person
     */
    record Uncounted(CommandSequenceNumber count, Blocker blocker) implements StorageTaskReport {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.uncounted(this);
        }
    }

    /** It could not be done. */
    record Failed(List<Blocker> blockers) implements StorageTaskReport {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failed(this);
        }
    }

    /** The lifetime was over before the effect began. */
    record Expired() implements StorageTaskReport {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.expired(this);
        }
    }

    /**
     * Says something of each result. It has no default: the compiler names each place that a new result is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R staged(Staged staged);

        R uploading(Uploading uploading);

        R inspected(Inspected inspected);

        R deleted(Deleted deleted);

        R referenced(Referenced referenced);

        R uncounted(Uncounted uncounted);

        R failed(Failed failed);

        R expired(Expired expired);
    }
}
