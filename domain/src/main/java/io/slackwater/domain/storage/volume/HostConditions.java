package io.slackwater.domain.storage.volume;

import static io.slackwater.domain.blocker.BlockerCode.HOST_MAINTENANCE;
import static io.slackwater.domain.blocker.BlockerCode.HOST_NOT_SYNCED;
import static io.slackwater.domain.blocker.BlockerCode.HOST_OBSERVE_ONLY;
import static io.slackwater.domain.blocker.BlockerCode.HOST_UNREACHABLE;
import static io.slackwater.domain.blocker.BlockerCode.SHARED_STORE_UNCONFIRMED;
import static io.slackwater.domain.blocker.BlockerCode.UNSUPPORTED_POOL;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHost.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The conditions that the hosts of a store set for a delete. */
final class HostConditions {

    private HostConditions() {}

    /**
     * The inventory of every host that has the store is whole, and it is known which hosts have it: the store is marked, and every host
     * was read since. A host that was never synced may have any store, so it counts for all of them until it is synced or retired.
     */
    static List<Blocker> synced(VolumeDecisionContext context) {
        List<Blocker> blockers = new ArrayList<>();
        for (StoreHost host : context.store().hosts()) {
            switch (host.contact()) {
                case SYNCED -> {
                    if (!host.poolActive()) {
                        blockers.add(
                                of(HOST_UNREACHABLE, host, context, "Its pool %s is inactive".formatted(host.pool())));
                    }
                }
                case NOT_SYNCED -> blockers.add(of(HOST_NOT_SYNCED, host, context, "It was not listed in full yet"));
                case UNREACHABLE -> blockers.add(of(HOST_UNREACHABLE, host, context, "It cannot be asked"));
            }
        }
        for (String hostId : context.store().neverSynced()) {
            blockers.add(new Blocker(
                    HOST_NOT_SYNCED,
                    hostId,
                    context.now(),
                    "It was never listed, and may have this store: mend the connection or retire the host"));
        }
        blockers.addAll(MarkerConditions.blockers(context));
        return blockers;
    }

    /** The hosts' modes, the pool's type and the number of hosts allow a delete. */
    static List<Blocker> deletable(VolumeDecisionContext context) {
        List<StoreHost> hosts = context.store().hosts();
        List<Blocker> blockers = new ArrayList<>();
        for (StoreHost host : hosts) {
            mode(host, context).ifPresent(blockers::add);
            poolType(host, context).ifPresent(blockers::add);
            MarkerConditions.onePool(host, context).ifPresent(blockers::add);
        }
        blockers.addAll(sharing(context));
        if (hosts.isEmpty()) {
            blockers.add(new Blocker(HOST_NOT_SYNCED, "", context.now(), "No known host has this store"));
        }
        return blockers;
    }

    /** The hosts that have it are those, and all those, that a person confirmed; one host alone needs no confirmation. */
    static List<Blocker> sharing(VolumeDecisionContext context) {
        List<String> known =
                context.store().hosts().stream().map(StoreHost::hostId).toList();
        List<String> confirmed = context.store().confirmed();
        List<String> former = context.store().former();
        if (!former.isEmpty() && !known.isEmpty()) {
            return List.of(new Blocker(
                    SHARED_STORE_UNCONFIRMED,
                    former.get(0),
                    context.now(),
                    "%s had it, too, and nobody confirmed that they do not since: there may be nothing mounted there now"
                            .formatted(former)));
        }
        if (confirmed.isEmpty()) {
            return known.size() > 1
                    ? List.of(new Blocker(
                            SHARED_STORE_UNCONFIRMED,
                            known.get(0),
                            context.now(),
                            "%s share it, and nobody confirmed that there are no others".formatted(known)))
                    : List.of();
        }
        return Stream.concat(
                        difference(known, confirmed, context, "It has the store and is not among the confirmed hosts"),
                        difference(confirmed, known, context, "It is confirmed to share the store and is not seen to"))
                .toList();
    }

    private static Stream<Blocker> difference(
            List<String> hosts, List<String> others, VolumeDecisionContext context, String detail) {
        return hosts.stream()
                .filter(host -> !others.contains(host))
                .map(host -> new Blocker(SHARED_STORE_UNCONFIRMED, host, context.now(), detail));
    }

    /**
     * Returns the hosts that can be asked whether a volume is there after a delete of which nobody has heard. None, while the first
     * cannot be asked, through which deletes go: one that hangs there may have its effect later.
     */
    static List<StoreHost> askable(VolumeDecisionContext context) {
        List<StoreHost> hosts = context.store().hosts();
        return hosts.isEmpty() || !isAskable(hosts.get(0))
                ? List.of()
                : hosts.stream().filter(HostConditions::isAskable).toList();
    }

    private static boolean isAskable(StoreHost host) {
        return host.contact() == Contact.SYNCED && host.poolActive();
    }

    /** Returns the hosts that an upload may go through, best first; empty where none may now. */
    static List<StoreHost> stageable(VolumeDecisionContext context) {
        return context.store().hosts().stream()
                .filter(host -> againstStaging(host, context).isEmpty())
                .toList();
    }

    /** Returns all hosts of the store, those first that an upload may go through: the others may use what is in its place. */
    static List<StoreHost> stagingFirst(VolumeDecisionContext context) {
        List<StoreHost> first = stageable(context);
        return Stream.concat(first.stream(), context.store().hosts().stream().filter(host -> !first.contains(host)))
                .toList();
    }

    /** Returns why no host of the store can take an upload. */
    static List<Blocker> againstStaging(VolumeDecisionContext context) {
        List<Blocker> blockers = new ArrayList<>();
        context.store().hosts().forEach(host -> blockers.addAll(againstStaging(host, context)));
        if (context.store().hosts().isEmpty()) {
            blockers.add(new Blocker(HOST_NOT_SYNCED, "", context.now(), "No known host has this store"));
        }
        return blockers;
    }

    private static List<Blocker> againstStaging(StoreHost host, VolumeDecisionContext context) {
        List<Blocker> blockers = new ArrayList<>();
        if (host.contact() != Contact.SYNCED) {
            BlockerCode code = host.contact() == Contact.UNREACHABLE ? HOST_UNREACHABLE : HOST_NOT_SYNCED;
            blockers.add(of(code, host, context, "It cannot be asked"));
        } else if (!host.poolActive()) {
            blockers.add(of(HOST_UNREACHABLE, host, context, "Its pool %s is inactive".formatted(host.pool())));
        }
        mode(host, context).ifPresent(blockers::add);
        poolType(host, context).ifPresent(blockers::add);
        MarkerConditions.lost(host, context).ifPresent(blockers::add);
        return blockers;
    }

    private static Optional<Blocker> mode(StoreHost host, VolumeDecisionContext context) {
        return switch (host.mode()) {
            case ACTIVE -> Optional.empty();
            case OBSERVE -> Optional.of(of(HOST_OBSERVE_ONLY, host, context, "Nothing is changed on it"));
            case MAINTENANCE -> Optional.of(of(HOST_MAINTENANCE, host, context, "It is in maintenance"));
        };
    }

    private static Optional<Blocker> poolType(StoreHost host, VolumeDecisionContext context) {
        // A host without contact may have told no pool type yet: that is a reason of its own.
        return host.contact() != Contact.SYNCED || host.hasSupportedPool()
                ? Optional.empty()
                : Optional.of(of(
                        UNSUPPORTED_POOL,
                        host,
                        context,
                        "Pools of type %s are observed only".formatted(host.poolType())));
    }

    private static Blocker of(BlockerCode code, StoreHost host, VolumeDecisionContext context, String detail) {
        return new Blocker(code, host.hostId(), context.now(), detail);
    }
}
