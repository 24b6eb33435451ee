package io.slackwater.domain.storage.volume;

import static io.slackwater.domain.blocker.BlockerCode.HOST_NOT_SYNCED;
import static io.slackwater.domain.blocker.BlockerCode.MARKER_AMBIGUOUS;
import static io.slackwater.domain.blocker.BlockerCode.STORE_UNMARKED;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreMarkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions that the markers of a store set for a delete. Nothing in a store becomes due, or is deleted, while a
 * pool of it shows no marker, or while a host was not read since the marker is known: it may have the same directory.
 */
final class MarkerConditions {

    private MarkerConditions() {}

    /** Returns what keeps it from being known which hosts have the store. */
    static List<Blocker> blockers(VolumeDecisionContext context) {
        List<Blocker> blockers = new ArrayList<>();
        StoreMarkerState marks = context.store().marks();
        List<StoreHost> hosts = context.store().hosts();
        hosts.stream()
                .filter(StoreHost::isUnmarked)
                .map(host -> new Blocker(STORE_UNMARKED, host.hostId(), context.now(), whyUnmarked(host, marks)))
                .forEach(blockers::add);
        if (blockers.isEmpty() && !marks.known() && hosts.stream().anyMatch(StoreHost::hasSupportedPool)) {
            blockers.add(new Blocker(
                    STORE_UNMARKED,
                    hosts.get(0).hostId(),
                    context.now(),
                    "Its marker was seen, and the log does not tell of it yet: it does with the host's next sync"));
        }
        marks.behind().stream()
                // Of one that was never listed at all that is said already.
                .filter(hostId -> !context.store().neverSynced().contains(hostId))
                .map(hostId -> new Blocker(
                        HOST_NOT_SYNCED,
                        hostId,
                        context.now(),
                        "It was not listed since the store was marked, and may have it: wait for its next sync"))
                .forEach(blockers::add);
        return blockers;
    }

    /** A host shows the marker in one pool alone: where several show it, they are the same directory, or one is a copy. */
    static Optional<Blocker> onePool(StoreHost host, VolumeDecisionContext context) {
        List<String> others = host.marker().otherPools();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Blocker(
                        MARKER_AMBIGUOUS,
                        host.hostId(),
                        context.now(),
                        "Its pools %s and %s show the marker of the store: they are one directory, or one is a copy"
                                .formatted(host.pool(), String.join(", ", others))));
    }

    /** A pool whose store is known by its marker, and that shows none now, may be another place. */
    static Optional<Blocker> lost(StoreHost host, VolumeDecisionContext context) {
        return host.isUnmarked() && context.store().marks().known()
                ? Optional.of(new Blocker(
                        STORE_UNMARKED,
                        host.hostId(),
                        context.now(),
                        whyUnmarked(host, context.store().marks())))
                : Optional.empty();
    }

    private static String whyUnmarked(StoreHost host, StoreMarkerState marks) {
        String why = "Its pool %s shows no marker, so that nobody knows which hosts have the directory"
                .formatted(host.pool());
        if (!host.marker().failure().isEmpty()) {
            why += ". " + host.marker().failure();
        } else if (host.mode() != StoreHost.Mode.ACTIVE) {
            why += ": it is marked once the host is ACTIVE";
        }
        return marks.suspected().isEmpty()
                ? why
                : why + ". Suspected to be the same directory: " + String.join(", ", marks.suspected());
    }
}
