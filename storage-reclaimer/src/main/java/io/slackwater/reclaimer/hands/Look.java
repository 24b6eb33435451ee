package io.slackwater.reclaimer.hands;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.reclaimer.look.HostListing;
import io.slackwater.reclaimer.look.ReferenceSearch;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import io.slackwater.reclaimer.volume.HostLook;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks every host on a store, freshly, what refers to a volume. */
final class Look {

    private final Connections hosts;
    private final Clock clock;

    Look(Connections hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * What the hosts answered.
     *
     * @param blockers the references, and the hosts that could not be asked
     */
    record Result(List<HostLook> looks, List<Blocker> blockers) {

        boolean isClear() {
            return blockers.isEmpty();
        }

        List<Blocker> references() {
            return blockers.stream()
                    .filter(blocker -> blocker.code().isReference())
                    .toList();
        }
    }

    Result at(Order order) {
        Result result = at(order.sites(), order.volume());
        if (!result.isClear() || order.sites().size() == 1) {
            return result;
        }
        // A VM that moved meanwhile from a host that was not asked yet to one that was is on neither list.
        List<Order.Site> backwards = new ArrayList<>(order.sites());
        Collections.reverse(backwards);
        return at(backwards, order.volume());
    }

    private Result at(List<Order.Site> sites, VolumeRef volume) {
        List<HostLook> looks = new ArrayList<>();
        List<Blocker> blockers = new ArrayList<>();
        for (Order.Site site : sites) {
            Instant askedAt = clock.instant();
            try {
                List<Blocker> found = at(site, volume, askedAt);
                looks.add(new HostLook(site.hostId(), askedAt, found.size()));
                blockers.addAll(found);
            } catch (HypervisorException unanswered) {
                blockers.add(new Blocker(
                        BlockerCode.HOST_UNREACHABLE,
                        site.hostId(),
                        askedAt,
                        "It could not be asked: " + unanswered.getMessage()));
            }
        }
        return new Result(List.copyOf(looks), List.copyOf(blockers));
    }

    private List<Blocker> at(Order.Site site, VolumeRef volume, Instant askedAt) throws HypervisorException {
        HostConnection host = hosts.to(site);
        // Domains last, closest to the delete. A disk that was made in between is in no listed pool, so it counts.
        List<StoragePool> pools = host.pools();
        HostListing listing = new HostListing(site.hostId(), site.pool(), host.domains(), pools, askedAt);
        return ReferenceSearch.search(listing, volume, host::beginning);
    }
}
