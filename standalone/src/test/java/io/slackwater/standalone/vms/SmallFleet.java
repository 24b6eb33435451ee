package io.slackwater.standalone.vms;

import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.settings.Settings;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A fleet as the log says it: two hosts, and VMs that boot one kernel. */
final class SmallFleet {

    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final VolumeRef KERNEL = new VolumeRef("rack1-a/images", "vmlinuz-41", "/images/vmlinuz-41");

    final Fleet fleet = new Fleet(
            "", new PolicyReader(Settings.of(Map.of()).builtIn()), new Supersession(DebianVersion.TEXT_ORDER));

    SmallFleet() {
        host("rack1-a");
        host("rack1-b");
        fleet.hear(
                VolumeEvent.newBuilder()
                        .setVolume(KERNEL)
                        .setType(VolumeEventType.ADOPTED)
                        .setOwner(VolumeOwner.ADOPTED)
                        .setPortion("debian-12/kernel")
                        .setVersion("6.1.0-41")
                        .setKind(PortionKind.KERNEL)
                        .setOccurredAt(AT)
                        .build(),
                AT);
    }

    private void host(String id) {
        host(id, HostEventType.DECLARED, AT);
        host(id, HostEventType.REACHABLE, AT);
    }

    /** Has a host lost for an hour. */
    SmallFleet away(String id) {
        host(id, HostEventType.UNREACHABLE, NOW.minus(Duration.ofHours(1)));
        return this;
    }

    private void host(String id, HostEventType type, Instant at) {
        fleet.hear(
                HostEvent.newBuilder()
                        .setHostId(id)
                        .setType(type)
                        .setUri("test://" + id)
                        .setMode(HostMode.ACTIVE)
                        .setOccurredAt(at)
                        .build(),
                at);
    }

    SmallFleet vm(String id, String name, String host) {
        Use kernel = Use.newBuilder()
                .setSlot("kernel")
                .setSlotKind(SlotKind.KERNEL)
                .setLive(true)
                .setConfigured(true)
                .setVolume(KERNEL)
                .setBackingChain(List.of())
                .build();
        fleet.hear(
                VmEvent.newBuilder()
                        .setVmId(id)
                        .setType(VmEventType.OBSERVED)
                        .setHostId(host)
                        .setName(name)
                        .setLabels(Map.of())
                        .setUses(List.of(kernel))
                        .setOccurredAt(AT)
                        .build(),
                AT);
        fleet.hear(
                VmStateEvent.newBuilder()
                        .setVmId(id)
                        .setHostId(host)
                        .setState(VmState.RUNNING)
                        .setOccurredAt(AT)
                        .build(),
                AT);
        return this;
    }

    /** Has a host say that it does not have a VM any more. */
    SmallFleet gone(String id, String host) {
        fleet.hear(
                VmEvent.newBuilder()
                        .setVmId(id)
                        .setType(VmEventType.GONE)
                        .setHostId(host)
                        .setName("")
                        .setLabels(Map.of())
                        .setUses(List.of())
                        .setOccurredAt(AT)
                        .build(),
                AT);
        return this;
    }

    SmallFleet heldUp(String id, String host) {
        fleet.hear(
                UpdateEvent.newBuilder()
                        .setUpdateId("update-of-" + id)
                        .setChangeId("debian-12-42")
                        .setVmId(id)
                        .setHostId(host)
                        .setEpisode("episode")
                        .setPhase(UpdatePhase.REQUIRED)
                        .setOpens(true)
                        .setState(UpdateState.WAITING)
                        .setOccurredAt(AT)
                        .build(),
                AT);
        Blocker running = Blocker.newBuilder()
                .setCode(BlockerCode.VM_RUNNING)
                .setSubject(id)
                .setSince(AT)
                .setDetail("It runs")
                .build();
        fleet.hear(
                UpdateEvent.newBuilder()
                        .setUpdateId("update-of-" + id)
                        .setChangeId("debian-12-42")
                        .setVmId(id)
                        .setHostId(host)
                        .setEpisode("episode")
                        .setPhase(UpdatePhase.REQUIRED)
                        .setState(UpdateState.WAITING)
                        .setBlockers(List.of(running))
                        .setAdmission(io.slackwater.schemas.UpdateAdmission.newBuilder()
                                .build())
                        .setOccurredAt(AT.plusSeconds(1))
                        .build(),
                AT.plusSeconds(1));
        return this;
    }
}
