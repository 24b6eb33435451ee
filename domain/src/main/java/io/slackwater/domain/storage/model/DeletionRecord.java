package io.slackwater.domain.storage.model;

import io.slackwater.domain.storage.host.HostCheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a volume was deleted: what is kept of it; the event has more of the lists.
 *
 * @param content what it held
 */
public record DeletionRecord(Instant at, Content content, long bytesFreed, Grounds grounds) {

    /**
     * The gist of a {@link DeletionProof}, whose lists may be as long as the fleet is large.
     *
     * @param completedUpdates how many updates moved a VM away from it
     * @param users how many VMs they moved
     * @param lastUsers some of these
     * @param hostsAsked every host that has the store, and its answer
     */
    public record Grounds(
            int completedUpdates,
            int users,
            List<String> lastUsers,
            List<HostCheckResult> hostsAsked,
            Instant dueSince,
            Duration graceTime) {

        private static final int NAMED = 20;

        public Grounds {
            lastUsers = List.copyOf(lastUsers);
            hostsAsked = List.copyOf(hostsAsked);
        }

        public static Grounds of(DeletionProof proof) {
            return new Grounds(
                    proof.completedUpdates().size(),
                    proof.lastUsers().size(),
                    proof.lastUsers().stream().limit(NAMED).toList(),
                    proof.hostsAsked(),
                    proof.dueSince(),
                    proof.graceTime());
        }
    }
}
