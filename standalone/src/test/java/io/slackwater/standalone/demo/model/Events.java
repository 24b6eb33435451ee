package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of a small fleet that moves from kernel 1 to kernel 2. */
public final class Events {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final VolumeRef OLD = new VolumeRef("host-1/images", "vmlinuz-1", "/images/vmlinuz-1");
    public static final VolumeRef NEW = new VolumeRef("host-1/images", "kernel-2", "/images/kernel-2");

    private Events() {}

    public static ChangeEvent change() {
        PortionVersion kernel = PortionVersion.newBuilder()
                .setPortion("debian-12/kernel")
                .setKind(PortionKind.KERNEL)
                .setVersion("2")
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSha256("0".repeat(64))
                .setSize(10)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri("file:/kernel")
                .setKernelRelease("2-cloud")
                .build();
        return ChangeEvent.newBuilder()
                .setChangeId("change")
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem("debian-12")
                .setPortions(List.of(kernel))
                .setSeverity(Severity.HIGH)
                .setSource("archive")
                .setOccurredAt(START)
                .build();
    }

    public static VmEvent observed(String vm, VolumeRef configured, VolumeRef live) {
        return VmEvent.newBuilder()
                .setVmId(vm)
                .setType(VmEventType.OBSERVED)
                .setHostId("host-1")
                .setName("name-of-" + vm)
                .setLabels(Map.of())
                .setPersistent(true)
                .setAgentConfigured(true)
                .setUses(List.of(use(configured, false), use(live, true)))
                .setOccurredAt(START)
                .build();
    }

    private static Use use(VolumeRef volume, boolean live) {
        return Use.newBuilder()
                .setSlot("kernel")
                .setSlotKind(SlotKind.KERNEL)
                .setLive(live)
                .setConfigured(!live)
                .setReadOnly(true)
                .setDisposable(false)
                .setVolume(volume)
                .setBackingChain(List.of())
                .build();
    }

    public static VmStateEvent state(String vm, VmState state) {
        return VmStateEvent.newBuilder()
                .setVmId(vm)
                .setHostId("host-1")
                .setState(state)
                .setOccurredAt(START)
                .build();
    }

    public static UpdateEvent update(String vm, UpdatePhase phase) {
        return update(vm, phase, null);
    }

    public static UpdateEvent update(String vm, UpdatePhase phase, @Nullable String kernelRelease) {
        Replacement replacement = Replacement.newBuilder()
                .setSlot("kernel")
                .setPortion("debian-12/kernel")
                .setKind(PortionKind.KERNEL)
                .setFromVersion("1")
                .setFrom(OLD)
                .setToVersion("2")
                .setTo(NEW)
                .build();
        return UpdateEvent.newBuilder()
                .setUpdateId("update-of-" + vm)
                .setChangeId("change")
                .setVmId(vm)
                .setHostId("host-1")
                .setEpisode("episode")
                .setPhase(phase)
                .setAttempt(0)
                .setReplacements(List.of(replacement))
                .setKernelRelease(kernelRelease)
                .setOccurredAt(START)
                .build();
    }

    public static UpdateEvent blocked(String vm, BlockerCode code, String detail) {
        return UpdateEvent.newBuilder(update(vm, UpdatePhase.REQUIRED))
                .setBlockers(List.of(blocker(code, vm, detail)))
                .build();
    }

    public static VolumeEvent volume(VolumeRef volume, VolumeEventType type, @Nullable String version) {
        return VolumeEvent.newBuilder()
                .setVolume(volume)
                .setType(type)
                .setOwner(VolumeOwner.ADOPTED)
                .setVersion(version)
                .setSizeBytes(1000)
                .setOccurredAt(START)
                .build();
    }

    public static VolumeEvent held(VolumeRef volume, BlockerCode code) {
        return VolumeEvent.newBuilder(volume(volume, VolumeEventType.DUE, "1"))
                .setBlockers(List.of(blocker(code, "vm-1", "")))
                .build();
    }

    public static VolumeEvent reclaimed(VolumeRef volume) {
        return VolumeEvent.newBuilder(volume(volume, VolumeEventType.RECLAIMED, "1"))
                .setBytesFreed(1000)
                .build();
    }

    private static Blocker blocker(BlockerCode code, String subject, String detail) {
        return Blocker.newBuilder()
                .setCode(code)
                .setSubject(subject)
                .setSince(START)
                .setDetail(detail)
                .build();
    }
}
