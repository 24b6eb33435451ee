package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHost.Contact;
import io.slackwater.domain.storage.host.StoreHost.Marker;
import io.slackwater.domain.storage.host.StoreHost.Mode;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.host.StoreMarkerState;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.DeleteRestrictions;
import io.slackwater.domain.storage.model.Overlay;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.model.UpdateMove.Direction;
import io.slackwater.domain.storage.model.UpdateMove.Status;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Volumes, hosts and situations that tests begin with. */
public final class Sample {

    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final String STORE = "h1/default";
    public static final Duration GRACE = Duration.ofDays(14);
    public static final ReclaimRules.Times TIMES = new ReclaimRules.Times(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(15),
            Duration.ofMinutes(8));
    public static final ReclaimRules RULES = new ReclaimRules(GRACE, 0, false, TIMES);
    public static final ReclaimRules NO_GRACE = new ReclaimRules(Duration.ZERO, 0, false, TIMES);
    public static final PortionVersion OLD = new PortionVersion("debian-12/kernel", "6.1.0-49", PortionKind.KERNEL);
    public static final Artifact NEW = new Artifact(
            new PortionVersion("debian-12/kernel", "6.1.0-50", PortionKind.KERNEL),
            VolumeFormat.RAW,
            "ab".repeat(32),
            1000,
            "http://127.0.0.1/kernel");

    private Sample() {}

    public static StoreHost host(String id) {
        return new StoreHost(id, "test:///" + id, Mode.ACTIVE, Contact.SYNCED, "default", "dir", true, Marker.SHOWN);
    }

    public static StoreHosts hosts() {
        return new StoreHosts(List.of(host("h1")), List.of(), List.of(), List.of(), StoreMarkerState.READ_BY_ALL);
    }

    public static VolumeDecisionContext situation() {
        return new VolumeDecisionContext(hosts(), List.of(), Set.of(), Set.of(), 0, NOW);
    }

    public static VolumeDecisionContext at(VolumeDecisionContext context, Instant now) {
        return new VolumeDecisionContext(
                context.store(),
                context.references(),
                context.unfinishedFanOuts(),
                context.withdrawnChanges(),
                context.dueLater(),
                now);
    }

    public static VolumeDecisionContext with(StoreHosts hosts) {
        return new VolumeDecisionContext(hosts, List.of(), Set.of(), Set.of(), 0, NOW);
    }

    public static VolumeDecisionContext with(StoreHost host) {
        return with(new StoreHosts(List.of(host), List.of(), List.of(), List.of(), StoreMarkerState.READ_BY_ALL));
    }

    public static VolumeDecisionContext with(Blocker... references) {
        return new VolumeDecisionContext(hosts(), List.of(references), Set.of(), Set.of(), 0, NOW);
    }

    public static VolumeDecisionContext with(DeleteRestrictions restrictions) {
        return new VolumeDecisionContext(hosts(), List.of(), Set.of(), Set.of(), 0, restrictions, NOW);
    }

    /** An adopted volume that no update has anything to do with. */
    public static Volume adopted() {
        Content content = Content.named(OLD, VolumeFormat.RAW, 900).withConsent(true);
        return Volume.unknown(new VolumeRef(STORE, "vmlinuz-49", "/pool/vmlinuz-49"))
                .with(content);
    }

    /** An adopted volume that one update, completed by now, moved its VM away from. */
    public static Volume superseded() {
        return counted(adopted(), move("u1", Direction.AWAY, Status.COMPLETED));
    }

    public static Volume due(Instant since) {
        return superseded().with(new VolumeState.Due(since, RetrySchedule.AT_ONCE));
    }

    public static Volume retiring() {
        return superseded()
                .with(new VolumeState.Retiring(NOW, 0, NOW.plus(TIMES.referenceCheckTimeout())))
                .with(new Volume.Dispatch(1, Optional.empty()));
    }

    /** A volume that change c1 wants for one VM, and that is not there. */
    public static Volume wanted() {
        return counted(Volume.wanted(STORE, NEW), move("u1", Direction.TOWARD, Status.OPEN));
    }

    /** What was staged for change c1, which no update moves a VM to any more. */
    public static Volume stagedInVain() {
        return counted(
                Volume.wanted(STORE, NEW).with(VolumeState.Present.AT_REST),
                move("u1", Direction.TOWARD, Status.COMPLETED));
    }

    public static Volume staged() {
        return counted(
                Volume.wanted(STORE, NEW).with(VolumeState.Present.AT_REST), move("u1", Direction.TOWARD, Status.OPEN));
    }

    public static Volume overlay(boolean released) {
        return Volume.unknown(new VolumeRef(STORE, "vm1-vda.qcow2", "/pool/vm1-vda.qcow2"))
                .with(Content.OVERLAY)
                .with(new Overlay("u1", "c1", "vm1", "base-49", released));
    }

    public static Volume counted(Volume volume, UpdateMove move) {
        return volume.with(volume.updateCounts().moved(Optional.empty(), move));
    }

    public static UpdateMove move(String updateId, Direction direction, Status status) {
        return new UpdateMove(updateId, "c1", "vm-of-" + updateId, direction, status);
    }

    public static Blocker blocker(BlockerCode code, String subject) {
        return new Blocker(code, subject, NOW, "");
    }
}
