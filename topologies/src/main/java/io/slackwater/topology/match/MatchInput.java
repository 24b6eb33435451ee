package io.slackwater.topology.match;

import io.slackwater.domain.match.OpenedPhase;
import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.Placement;
import io.slackwater.domain.match.SlotImage;
import io.slackwater.domain.match.TargetVersion;
import io.slackwater.domain.match.VmPlacements;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.volume.VolumeId;
import java.util.List;
import java.util.Optional;

/** What the matching topology hears, in its own words. */
public sealed interface MatchInput {

    /** Returns what the visitor says of this input. */
    <R> R accept(Visitor<R> visitor);

    /** News of a VM. */
    sealed interface OfVm extends MatchInput {
        /**
         * Returns the VM after the news.
         *
         * @param publishedAtMillis the record's timestamp
         */
        VmPlacements applyTo(VmPlacements before, long publishedAtMillis);

        @Override
        default <R> R accept(MatchInput.Visitor<R> visitor) {
            return visitor.ofVm(this);
        }
    }

    /** News of what every partition knows. */
    sealed interface OfCatalogue extends MatchInput {

        @Override
        default <R> R accept(MatchInput.Visitor<R> visitor) {
            return visitor.ofCatalogue(this);
        }

        /** Returns what the visitor says of this input. */
        <R> R accept(OfCatalogue.Visitor<R> visitor);

        /**
         * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
         *
         * @param <R> what is said
         */
        interface Visitor<R> {
            R changeAvailable(ChangeAvailable changeAvailable);

            R changeWithdrawn(ChangeWithdrawn changeWithdrawn);

            R volumeContentChanged(VolumeContentChanged volumeContentChanged);

            R fannedOut(FannedOut fannedOut);

            R hostRetirement(HostRetirement hostRetirement);
        }
    }

    /** A VM was observed on a host, with the configured slots that can hold a portion. */
    record VmObserved(String hostId, List<SlotImage> slots) implements OfVm {
        @Override
        public VmPlacements applyTo(VmPlacements before, long publishedAtMillis) {
            return before.observed(new Placement(hostId, publishedAtMillis, slots));
        }
    }

    /** A VM went from a host. */
    record VmGone(String hostId) implements OfVm {
        @Override
        public VmPlacements applyTo(VmPlacements before, long publishedAtMillis) {
            return before.gone(hostId);
        }
    }

    /** A record of a VM could not be read. */
    record VmUnreadable() implements OfVm {
        @Override
        public VmPlacements applyTo(VmPlacements before, long publishedAtMillis) {
            return before.unreadable();
        }
    }

    /** An update moved. */
    record UpdateMoved(String changeId, String updateId, OpenedPhase phase, int fingerprint) implements MatchInput {
        /**
         * Returns the VM's updates after the news.
         *
         * @param publishedAtMillis the record's timestamp
         */
        OpenedUpdates applyTo(OpenedUpdates before, long publishedAtMillis) {
            return before.moved(new OpenedUpdates.Update(changeId, updateId, phase, fingerprint, publishedAtMillis));
        }

        @Override
        public <R> R accept(MatchInput.Visitor<R> visitor) {
            return visitor.updateMoved(this);
        }
    }

    /** A row of the state topic of the updates, which matters to a replay alone. */
    record UpdatesKept(OpenedUpdates.Restored row) implements MatchInput {
        @Override
        public <R> R accept(MatchInput.Visitor<R> visitor) {
            return visitor.updatesKept(this);
        }
    }

    /** A person wants a change tried again that failed on a VM. */
    record Retry(String changeId) implements MatchInput {
        @Override
        public <R> R accept(MatchInput.Visitor<R> visitor) {
            return visitor.retry(this);
        }
    }

    /** A change became available. */
    record ChangeAvailable(String changeId, List<TargetVersion> targets) implements OfCatalogue {
        @Override
        public <R> R accept(OfCatalogue.Visitor<R> visitor) {
            return visitor.changeAvailable(this);
        }
    }

    /** A change was withdrawn. */
    record ChangeWithdrawn(String changeId) implements OfCatalogue {
        @Override
        public <R> R accept(OfCatalogue.Visitor<R> visitor) {
            return visitor.changeWithdrawn(this);
        }
    }

    /**
     * The content of a volume changed.
     *
     * @param content the portion version that it holds; empty when it was deleted
     */
    record VolumeContentChanged(VolumeId volume, Optional<VolumeContent> content) implements OfCatalogue {
        @Override
        public <R> R accept(OfCatalogue.Visitor<R> visitor) {
            return visitor.volumeContentChanged(this);
        }
    }

    /**
     * It was said that a partition has looked at all its VMs for a change: news only to a task that is rebuilt.
     *
     * @param matched how many VMs need the change
     * @param unknownVolumeVms how many VMs run from a volume that the log does not know
     * @param publishedAtMillis when it was said
     */
    record FannedOut(String changeId, int partition, long matched, long unknownVolumeVms, long publishedAtMillis)
            implements OfCatalogue {
        @Override
        public <R> R accept(OfCatalogue.Visitor<R> visitor) {
            return visitor.fannedOut(this);
        }
    }

    /**
     * A host was declared or retired.
     *
     * @param retired whether it was retired, so that its VMs do not count any more
     */
    record HostRetirement(String hostId, boolean retired) implements OfCatalogue {
        @Override
        public <R> R accept(OfCatalogue.Visitor<R> visitor) {
            return visitor.hostRetirement(this);
        }
    }

    /**
     * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R ofVm(OfVm ofVm);

        R updateMoved(UpdateMoved updateMoved);

        R updatesKept(UpdatesKept updatesKept);

        R retry(Retry retry);

        R ofCatalogue(OfCatalogue ofCatalogue);
    }
}
