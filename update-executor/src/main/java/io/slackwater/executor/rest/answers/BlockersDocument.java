package io.slackwater.executor.rest.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds open updates up.
 *
 * @param complete whether all open updates of the fleet were looked at
 * @param incompleteBecause why not, for a person; null where all were
 * @param updates how many open updates the question is about
 * @param blocked how many of these show a blocker that is asked for
 * @param counts how many of these show each code
 * @param blockers the oldest, oldest first, as many as were asked for
 * @param more how many blockers there are beyond these
 * @param hostsAway the hosts that are not reached, the longest away first: what is said of their VMs is what was seen last
 */
public record BlockersDocument(
        boolean complete,
        @Nullable String incompleteBecause,
        long updates,
        long blocked,
        Map<BlockerCode, Long> counts,
        List<Blocked> blockers,
        long more,
        List<HostAway> hostsAway) {

    /**
     * A host that is not reached.
     *
     * @param since since when
     */
    public record HostAway(String hostId, Instant since) {

        static HostAway of(HostInfo host) {
            return new HostAway(host.hostId(), host.linkSince());
        }
    }

    /** A blocker of an update. */
    public record Blocked(
            String vmId,
            @Nullable String vmName,
            String hostId,
            String changeId,
            String updateId,
            @JsonUnwrapped BlockerDocument blocker) {

        static Blocked of(Vm vm, Update update, BlockerDocument blocker) {
            String name = vm.presentPlacements().stream()
                    .flatMap(placement -> placement.definition().stream())
                    .map(definition -> definition.name())
                    .findFirst()
                    .orElse(null);
            return new Blocked(vm.id(), name, update.hostId(), update.key().changeId(), update.id(), blocker);
        }
    }
}
