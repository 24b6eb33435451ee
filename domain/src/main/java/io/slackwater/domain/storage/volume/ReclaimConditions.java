package io.slackwater.domain.storage.volume;

import static io.slackwater.domain.blocker.BlockerCode.CONSENT_MISSING;
import static io.slackwater.domain.blocker.BlockerCode.FAN_OUT_UNFINISHED;
import static io.slackwater.domain.blocker.BlockerCode.GRACE_TIME;
import static io.slackwater.domain.blocker.BlockerCode.NOT_OWNED;
import static io.slackwater.domain.blocker.BlockerCode.PINNED;
import static io.slackwater.domain.blocker.BlockerCode.UPDATES_OUTSTANDING;
import static io.slackwater.domain.blocker.BlockerCode.VERSIONS_KEPT;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.VolumeOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions under which a volume is freed. Each yields what holds the volume; all of them must yield nothing. The last look at
 * the hosts is a condition too, and the worker's: see {@link VolumeInput.Referenced}.
 */
public final class ReclaimConditions {

    private ReclaimConditions() {}

    /** Every update away from it is completed, and no update may still be opened by a fan-out that has not finished. */
    static List<Blocker> updatesCompleted(Volume volume, VolumeDecisionContext context) {
        List<Blocker> blockers = new ArrayList<>();
        volume.overlay()
                .filter(overlay -> !overlay.released())
                .ifPresent(overlay -> blockers.add(new Blocker(
                        UPDATES_OUTSTANDING,
                        overlay.changeId(),
                        context.now(),
                        "It is the rollback target of update " + overlay.updateId() + " of VM " + overlay.vmId())));
        volume.updateCounts().away().forEach((change, count) -> {
            if (count.outstanding() > 0) {
                blockers.add(new Blocker(UPDATES_OUTSTANDING, change, context.now(), count.awayInWords()));
            }
        });
        context.unfinishedFanOuts().stream()
                .sorted()
                .map(change -> new Blocker(
                        FAN_OUT_UNFINISHED, change, context.now(), "Not all VMs were matched with the change yet"))
                .forEach(blockers::add);
        return blockers;
    }

    /** Nothing refers to it in the inventory, and the inventory of every host that has the store is whole. */
    static List<Blocker> unreferenced(VolumeDecisionContext context) {
        return Stream.concat(context.references().stream(), HostConditions.synced(context).stream())
                .toList();
    }

    /** No change pins it. */
    static List<Blocker> unpinned(Volume volume, VolumeDecisionContext context) {
        return volume.updateCounts().pins().changes().stream()
                .map(change -> new Blocker(PINNED, change, context.now(), "The change moves VMs to it"))
                .toList();
    }

    /** The grace time is over. An overlay has none: its VM was proven to need it no more. */
    static List<Blocker> graceOver(Volume volume, Instant dueSince, ReclaimRules rules, Instant now) {
        Instant end = graceEnd(volume, dueSince, rules);
        return now.isBefore(end)
                ? List.of(new Blocker(GRACE_TIME, volume.ref().name(), dueSince, "It is kept until " + end))
                : List.of();
    }

    /** It is not among the versions that the operator wants kept. An overlay is no version of anything. */
    static List<Blocker> versionsKept(Volume volume, VolumeDecisionContext context, ReclaimRules rules) {
        boolean isKept = volume.content().holds().isPresent() && context.dueLater() < rules.versionsKept();
        return isKept
                ? List.of(new Blocker(
                        VERSIONS_KEPT,
                        volume.ref().name(),
                        context.now(),
                        "It is one of the %d old versions that are kept of each portion"
                                .formatted(rules.versionsKept())))
                : List.of();
    }

    static Instant graceEnd(Volume volume, Instant dueSince, ReclaimRules rules) {
        return dueSince.plus(graceTime(volume, rules));
    }

    /** How long a volume is kept that nothing needs; no time for a replaced overlay and what an abandoned upload left. */
    static Duration graceTime(Volume volume, ReclaimRules rules) {
        return switch (volume.content().origin()) {
            case REPLACED, ABANDONED -> Duration.ZERO;
            case NOBODY, STAGED, ADOPTED -> rules.graceTime();
        };
    }

    /** Slackwater staged it, an operator adopted it, or an update put it aside. */
    static List<Blocker> owned(Volume volume, VolumeDecisionContext context) {
        return volume.content().origin() == VolumeOrigin.NOBODY
                ? List.of(new Blocker(
                        NOT_OWNED,
                        volume.ref().name(),
                        context.now(),
                        "Slackwater did not stage it, and nobody adopted it"))
                : List.of();
    }

    /** Its content can be had again, or somebody said that it may be deleted all the same. */
    static List<Blocker> consented(Volume volume, VolumeDecisionContext context) {
        return volume.content().needsConsent() && !context.restrictions().consent()
                ? List.of(
                        new Blocker(
                                CONSENT_MISSING,
                                volume.ref().name(),
                                context.now(),
                                "Only a rule says what it holds, and no artifact is known to have its content: once deleted, it cannot be had again"))
                : List.of();
    }

    /** Returns what keeps it from becoming due. */
    static List<Blocker> againstDue(Volume volume, VolumeDecisionContext context) {
        return Stream.of(
                        owned(volume, context),
                        updatesCompleted(volume, context),
                        unreferenced(context),
                        unpinned(volume, context))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Returns what makes a due volume needed again, so that its grace time starts anew. That a host is out of touch is not among
     * it: it holds up the delete, and changes nothing about the need.
     */
    static List<Blocker> neededAgain(Volume volume, VolumeDecisionContext context) {
        return Stream.of(
                        owned(volume, context),
                        updatesCompleted(volume, context),
                        context.references(),
                        unpinned(volume, context))
                .flatMap(List::stream)
                .toList();
    }

    /** Returns what keeps a due volume from being retired now, a dry run apart. */
    public static List<Blocker> againstRetiring(
            Volume volume, Instant dueSince, VolumeDecisionContext context, ReclaimRules rules) {
        return Stream.of(
                        graceOver(volume, dueSince, rules, context.now()),
                        versionsKept(volume, context, rules),
                        HostConditions.synced(context),
                        HostConditions.deletable(context),
                        consented(volume, context),
                        context.restrictions().stops())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Returns what forbids that an upload takes the place of what has its name: whoever refers to that, or may. */
    static List<Blocker> againstReplacing(VolumeDecisionContext context) {
        return Stream.of(context.references(), HostConditions.synced(context), HostConditions.sharing(context))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /**
     * What a dry run says of a volume that would be deleted now.
     *
     * @param looks what its hosts answered
     */
    static Blocker dryRun(Volume volume, List<HostCheckResult> looks, Instant now) {
        List<String> hosts = looks.stream().map(HostCheckResult::hostId).toList();
        return new Blocker(
                BlockerCode.DRY_RUN,
                volume.ref().name(),
                now,
                "It would be deleted: nothing refers to it on %s, and %d bytes would come free"
                        .formatted(hosts, volume.content().sizeBytes()));
    }
}
