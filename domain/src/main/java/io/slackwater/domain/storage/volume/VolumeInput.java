package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One input to the decider of a volume. Changed update counts are in the volume already when it comes to a decision. */
public sealed interface VolumeInput {

    /** Returns what the visitor says of this input. */
    <R> R accept(Visitor<R> visitor);

    /** Its needs, its references, its hosts or the time changed. */
    record Reconcile() implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reconcile(this);
        }
    }

    /**
     * A watcher saw it, and an adoption rule names it.
     *
     * @param content what the rule says of it
     * @param seenAt by the watcher's clock
     */
    record Observed(Content content, String path, Instant seenAt) implements VolumeInput {

        /** It is seen, and its rule says nothing of what cannot be had again. */
        public Observed(PortionVersion holds, VolumeFormat format, long sizeBytes, String path, Instant seenAt) {
            this(Content.named(holds, format, sizeBytes), path, seenAt);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.observed(this);
        }
    }

    /**
     * A person adopted it.
     *
     * @param content with its adoption
     * @param replacedBy the available changes that bring a version which takes the place of what it holds
     */
    record Adopted(Content content, String path, Set<String> replacedBy) implements VolumeInput {
        public Adopted {
            replacedBy = Set.copyOf(replacedBy);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.adopted(this);
        }
    }

    /** A change needs it on this store. */
    record Wanted(Artifact artifact) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.wanted(this);
        }
    }

    /** It is there and its digest was verified. */
    record Staged(String path, long sizeBytes) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.staged(this);
        }
    }

    /** An upload goes on. */
    record Progressed(String commandId, UploadProgress progress) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.progressed(this);
        }
    }

    /** A command ran out before its effect began. */
    record Expired(String commandId) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.expired(this);
        }
    }

    /** It could not be staged. */
    record NotStaged(String commandId, List<Blocker> blockers) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.notStaged(this);
        }
    }

    /**
     * The last look found references, or could not be made everywhere: the volume is there, and was not deleted.
     *
     * @param finding what the look found; never NONE
     * @param blockers the same for a person
     */
    record Referenced(String commandId, ReferenceFinding finding, List<Blocker> blockers) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.referenced(this);
        }
    }

    /** It could not be asked, or a delete broke off: nobody knows whether the volume is still there. */
    record Unclear(String commandId, List<Blocker> blockers) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unclear(this);
        }
    }

    /** A look found that nothing refers to it. */
    record Inspected(String commandId, List<HostCheckResult> hostsAsked) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inspected(this);
        }
    }

    /**
     * It was deleted.
     *
     * @param moves the updates away from it
     * @param finding whether something was found to refer to it after the delete, or may refer to it; normally NONE
     * @param usesSince the same for a person
     * @param calledAt when the host was told to delete it; empty where it was gone already
     */
    record Deleted(
            long bytesFreed,
            List<HostCheckResult> hostsAsked,
            List<UpdateMove> moves,
            ReferenceFinding finding,
            List<Blocker> usesSince,
            Optional<Instant> calledAt)
            implements VolumeInput {

        /** A delete after which nothing was found, and of which is not noted when it was called. */
        public Deleted(long bytesFreed, List<HostCheckResult> hostsAsked, List<UpdateMove> moves) {
            this(bytesFreed, hostsAsked, moves, ReferenceFinding.NONE, List.of(), Optional.empty());
        }

        /** Returns the same with the updates away from the volume. */
        public Deleted with(List<UpdateMove> away) {
            return new Deleted(bytesFreed, hostsAsked, away, finding, usesSince, calledAt);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.deleted(this);
        }
    }

    /** An update put another overlay in its place, or gave it up; the overlay in the volume says which. */
    record PutAside(String path) implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.putAside(this);
        }
    }

    /** An overlay that was put aside is its VM's disk again. */
    record TakenBack() implements VolumeInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.takenBack(this);
        }
    }

    /**
     * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R reconcile(Reconcile reconcile);

        R observed(Observed observed);

        R adopted(Adopted adopted);

        R wanted(Wanted wanted);

        R staged(Staged staged);

        R progressed(Progressed progressed);

        R expired(Expired expired);

        R notStaged(NotStaged notStaged);

        R referenced(Referenced referenced);

        R unclear(Unclear unclear);

        R inspected(Inspected inspected);

        R deleted(Deleted deleted);

        R putAside(PutAside putAside);

        R takenBack(TakenBack takenBack);
    }
}
