package io.slackwater.topology.match;

import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.Phase;
import io.slackwater.domain.match.Placement;
import io.slackwater.domain.match.Slot;
import io.slackwater.domain.match.Target;
import io.slackwater.domain.match.Vm;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.volume.VolumeId;
import java.util.List;
import java.util.Optional;

/** What the matching topology hears, in its own words. */
public sealed interface MatchInput {

    /** News of a VM. */
    sealed interface OfVm extends MatchInput {
        /**
         * Returns the VM after the news.
         *
         * @param publishedAtMillis the record's timestamp
         */
        Vm applyTo(Vm before, long publishedAtMillis);
    }

    /** News of what every partition knows. */
    sealed interface OfCatalogue extends MatchInput {}

    /** A VM was observed on a host, with the configured slots that can hold a portion. */
    record VmObserved(String hostId, List<Slot> slots) implements OfVm {
        @Override
        public Vm applyTo(Vm before, long publishedAtMillis) {
            return before.observed(new Placement(hostId, publishedAtMillis, slots));
        }
    }

    /** A VM went from a host. */
    record VmGone(String hostId) implements OfVm {
        @Override
        public Vm applyTo(Vm before, long publishedAtMillis) {
            return before.gone(hostId);
        }
    }

    /** A record of a VM could not be read. */
    record VmUnreadable() implements OfVm {
        @Override
        public Vm applyTo(Vm before, long publishedAtMillis) {
            return before.unreadable();
        }
    }

    /** An update moved. */
    record UpdateMoved(String changeId, String updateId, Phase phase, int fingerprint) implements MatchInput {
        /**
         * Returns the VM's updates after the news.
         *
         * @param publishedAtMillis the record's timestamp
         */
        OpenedUpdates applyTo(OpenedUpdates before, long publishedAtMillis) {
            return before.moved(new OpenedUpdates.Update(changeId, updateId, phase, fingerprint, publishedAtMillis));
        }
    }

    /** A person wants a change tried again that failed on a VM. */
    record Retry(String changeId) implements MatchInput {}

    /** A change became available. */
    record ChangeAvailable(String changeId, List<Target> targets) implements OfCatalogue {}

    /** A change was withdrawn. */
    record ChangeWithdrawn(String changeId) implements OfCatalogue {}

    /** A volume holds a portion version; empty when it was deleted. */
    record VolumeHolds(VolumeId volume, Optional<VolumeContent> holding) implements OfCatalogue {}

    /**
     * It was said that a partition has looked at all its VMs for a change: news only to a task that is rebuilt.
     *
     * @param matched how many VMs need the change
     * @param unknownVolumeVms how many VMs run from a volume that the log does not know
     * @param publishedAtMillis when it was said
     */
    record FannedOut(String changeId, int partition, long matched, long unknownVolumeVms, long publishedAtMillis)
            implements OfCatalogue {}

    /** A host was declared, or retired so that its VMs do not count any more. */
    record HostCounts(String hostId, boolean counts) implements OfCatalogue {}
}
