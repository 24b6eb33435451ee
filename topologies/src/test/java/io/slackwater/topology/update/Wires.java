package io.slackwater.topology.update;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;

/** Wire records of a small world: VMs on one host whose kernel moves from 6.1 to 6.2. */
public final class Wires {

    public static final String HOST = "host-1";
    public static final String STORE = "host-1/default";
    public static final String CHANGE = "debian-12-0123456789abcdef";
    public static final String KERNEL = "debian-12/kernel";
    public static final VolumeRef OLD = volume("kernel-6.1");
    public static final VolumeRef NEW = volume("kernel-6.2");
    public static final Instant SOME_TIME = Instant.parse("2026-03-01T00:00:00Z");

    private Wires() {}

    public static VolumeRef volume(String name) {
        return new VolumeRef(STORE, name, "/pool/" + name);
    }

    public static HostEvent host(HostEventType type) {
        return host(type, HostMode.ACTIVE);
    }

    public static HostEvent host(HostEventType type, HostMode mode) {
        return HostEvent.newBuilder()
                .setHostId(HOST)
                .setType(type)
                .setUri("simulated://127.0.0.1:1/" + HOST)
                .setMode(mode)
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static ChangeEvent change(ChangeEventType type) {
        return ChangeEvent.newBuilder()
                .setChangeId(CHANGE)
                .setType(type)
                .setOperatingSystem("debian-12")
                .setPortions(List.of(PortionVersion.newBuilder()
                        .setPortion(KERNEL)
                        .setKind(PortionKind.KERNEL)
                        .setVersion("6.2")
                        .setVersionOrder(VersionOrder.DEBIAN)
                        .setSha256("0".repeat(64))
                        .setSize(1)
                        .setFormat(VolumeFormat.RAW)
                        .setArtifactUri("file:///kernel")
                        .setKernelRelease("6.2.0-amd64")
                        .build()))
                .setSeverity(Severity.HIGH)
                .setSource("test")
                .setReason(type == ChangeEventType.WITHDRAWN ? "it does not boot" : null)
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static VolumeEvent newKernel(VolumeEventType type, String... pins) {
        return VolumeEvent.newBuilder()
                .setVolume(NEW)
                .setType(type)
                .setOwner(VolumeOwner.STAGED)
                .setPortion(KERNEL)
                .setVersion("6.2")
                .setKind(PortionKind.KERNEL)
                .setFormat(VolumeFormat.RAW)
                .setSha256("0".repeat(64))
                .setPins(List.of(pins))
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static VmEvent vm(String vmId, VolumeRef kernel, boolean runs) {
        return VmEvent.newBuilder()
                .setVmId(vmId)
                .setType(VmEventType.OBSERVED)
                .setHostId(HOST)
                .setName("name-of-" + vmId)
                .setUses(List.of(Use.newBuilder()
                        .setSlot("kernel")
                        .setSlotKind(SlotKind.KERNEL)
                        .setLive(runs)
                        .setConfigured(true)
                        .setVolume(kernel)
                        .build()))
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static VmEvent gone(String vmId) {
        return VmEvent.newBuilder()
                .setVmId(vmId)
                .setType(VmEventType.GONE)
                .setHostId(HOST)
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static VmStateEvent state(String vmId, VmState state, String reason) {
        return VmStateEvent.newBuilder()
                .setVmId(vmId)
                .setHostId(HOST)
                .setState(state)
                .setReason(reason)
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static UpdateEvent required(String vmId) {
        return UpdateEvent.newBuilder()
                .setUpdateId("update-of-" + vmId)
                .setChangeId(CHANGE)
                .setVmId(vmId)
                .setHostId(HOST)
                .setEpisode("episode-of-" + vmId)
                .setPhase(UpdatePhase.REQUIRED)
                .setOpens(true)
                .setState(UpdateState.WAITING)
                .setReplacements(List.of(Replacement.newBuilder()
                        .setSlot("kernel")
                        .setPortion(KERNEL)
                        .setKind(PortionKind.KERNEL)
                        .setFromVersion("6.1")
                        .setFrom(OLD)
                        .setToVersion("6.2")
                        .build()))
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static UpdateOutcome outcome(UpdateCommand command, OutcomeStatus status) {
        return UpdateOutcome.newBuilder()
                .setCommandId(command.getCommandId())
                .setType(command.getType())
                .setUpdateId(command.getUpdateId())
                .setChangeId(command.getChangeId())
                .setAttempt(command.getAttempt())
                .setVmId(command.getVmId())
                .setHostId(command.getHostId())
                .setStatus(status)
                .setDetail("as told")
                .setReplacements(command.getReplacements())
                .setKernelRelease(command.getExpectedKernelRelease().orElse(null))
                .setOccurredAt(SOME_TIME)
                .build();
    }

    public static PolicyEvent policy(String name, int version, String document) {
        return PolicyEvent.newBuilder()
                .setPolicy(name)
                .setType(document.isEmpty() ? PolicyEventType.REMOVED : PolicyEventType.SET)
                .setVersion(version)
                .setDocument(document)
                .setActor("ada")
                .setOccurredAt(Instant.parse("2026-03-01T09:00:00Z"))
                .build();
    }
}
