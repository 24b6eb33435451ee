package io.slackwater.planning.rehearsal;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
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

/** Makes the records of an invented log: every VM boots one kernel version, and a newer one becomes available. */
final class Records {

    static final String CHANGE = "debian-12-rehearsed";
    static final String OPERATING_SYSTEM = "debian-12";

    private static final String PORTION = "debian-12/kernel";
    private static final String OLD = "6.1.0-49";
    private static final String NEW = "6.1.0-50";
    private static final String SHA256 = "ab".repeat(32);
    private static final String DIRECTORY = "/var/lib/libvirt/images";
    private static final long SIZE = 9L << 20;
    private static final long CAPACITY = 100L << 30;
    private static final long FREE = 40L << 30;

    private Records() {}

    static String store(String host) {
        return host + "/images";
    }

    static ChangeEvent change(Instant at) {
        PortionVersion kernel = PortionVersion.newBuilder()
                .setPortion(PORTION)
                .setKind(PortionKind.KERNEL)
                .setVersion(NEW)
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSha256(SHA256)
                .setSize(SIZE)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri("file:/kernel")
                .build();
        return ChangeEvent.newBuilder()
                .setChangeId(CHANGE)
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem(OPERATING_SYSTEM)
                .setPortions(List.of(kernel))
                .setSeverity(Severity.HIGH)
                .setSource("rehearsal")
                .setOccurredAt(at)
                .build();
    }

    static HostEvent declared(String host, Instant at) {
        return host(host, HostEventType.DECLARED, at)
                .setUri("simulated://" + host)
                .setMode(HostMode.ACTIVE)
                .build();
    }

    static HostEvent reachable(String host, Instant at) {
        return host(host, HostEventType.REACHABLE, at).build();
    }

    static HostEvent synced(String host, Instant at) {
        HostStore store = HostStore.newBuilder()
                .setStore(store(host))
                .setPool("images")
                .setPoolType("dir")
                .setTargetPath(DIRECTORY)
                .setActive(true)
                .setMarked(true)
                .setCapacityBytes(CAPACITY)
                .setAvailableBytes(FREE)
                .build();
        return host(host, HostEventType.SYNCED, at).setStores(List.of(store)).build();
    }

    static VolumeEvent adopted(String host, Instant at) {
        return volume(old(host), OLD, VolumeEventType.ADOPTED, VolumeOwner.ADOPTED, at);
    }

    /** The new version is there, and pinned for the change. */
    static VolumeEvent staged(String host, Instant at) {
        VolumeRef volume = new VolumeRef(store(host), "debian-12.kernel-" + NEW + "-abababababab", newPath());
        return VolumeEvent.newBuilder(volume(volume, NEW, VolumeEventType.STAGED, VolumeOwner.STAGED, at))
                .setSha256(SHA256)
                .setPins(List.of(CHANGE))
                .build();
    }

    static PolicyEvent policy(String name, String document, Instant at) {
        return PolicyEvent.newBuilder()
                .setPolicy(name)
                .setType(PolicyEventType.SET)
                .setVersion(1)
                .setDocument(document)
                .setActor("rehearsal")
                .setOccurredAt(at)
                .build();
    }

    static VmEvent observed(OwnedVm vm, Instant at) {
        Use kernel = Use.newBuilder()
                .setSlot("kernel")
                .setSlotKind(SlotKind.KERNEL)
                .setLive(false)
                .setConfigured(true)
                .setReadOnly(true)
                .setVolume(old(vm.host()))
                .build();
        return VmEvent.newBuilder()
                .setVmId(vm.id())
                .setType(VmEventType.OBSERVED)
                .setHostId(vm.host())
                .setName(vm.name())
                .setLabels(Map.of("role", vm.role(), "cluster", vm.cluster()))
                .setUses(List.of(kernel))
                .setOccurredAt(at)
                .build();
    }

    static VmStateEvent state(OwnedVm vm, boolean isOff, long starts, Instant at) {
        return VmStateEvent.newBuilder()
                .setVmId(vm.id())
                .setHostId(vm.host())
                .setState(isOff ? VmState.SHUTOFF : VmState.RUNNING)
                .setReason(isOff ? "SHUTDOWN" : "BOOTED")
                .setStartedAs(starts)
                .setOccurredAt(at)
                .build();
    }

    private static String newPath() {
        return DIRECTORY + "/debian-12.kernel-" + NEW + "-abababababab";
    }

    private static VolumeRef old(String host) {
        return new VolumeRef(store(host), "vmlinuz-" + OLD, DIRECTORY + "/vmlinuz-" + OLD);
    }

    private static HostEvent.Builder host(String host, HostEventType type, Instant at) {
        return HostEvent.newBuilder().setHostId(host).setType(type).setOccurredAt(at);
    }

    private static VolumeEvent volume(
            VolumeRef volume, String version, VolumeEventType type, VolumeOwner owner, Instant at) {
        return VolumeEvent.newBuilder()
                .setVolume(volume)
                .setType(type)
                .setOwner(owner)
                .setPortion(PORTION)
                .setVersion(version)
                .setKind(PortionKind.KERNEL)
                .setSizeBytes(SIZE)
                .setFormat(VolumeFormat.RAW)
                .setOccurredAt(at)
                .build();
    }
}
