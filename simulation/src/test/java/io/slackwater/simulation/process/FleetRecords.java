package io.slackwater.simulation.process;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;

/** Records of a fleet whose VMs all use one kernel, until a change brings another. */
final class FleetRecords {

    static final long SIZE = 1_000;
    static final String SHA256 = "ab".repeat(32);
    static final String OLD = "kernel-1";

    private static final String PORTION = "debian-12/kernel";

    private FleetRecords() {}

    static VolumeRef volume(String store, String name) {
        return new VolumeRef(store, name, "/pool/" + name);
    }

    static HostEvent declared(String host, Instant now) {
        return host(host, HostEventType.DECLARED, now)
                .setUri("simulated://" + host)
                .setMode(HostMode.ACTIVE)
                .build();
    }

    static HostEvent marked(String host, String store, Instant now) {
        return host(host, HostEventType.MARKED, now)
                .setStores(List.of(store(store)))
                .setMarker("marker of " + store)
                .build();
    }

    /**
     * A host that was read in full.
     *
     * @param markersRead how many events of markers the log had before
     */
    static HostEvent synced(String host, String store, int markersRead, Instant now) {
        return host(host, HostEventType.SYNCED, now)
                .setStores(List.of(store(store)))
                .setMarkersRead(markersRead)
                .build();
    }

    private static HostEvent.Builder host(String host, HostEventType type, Instant now) {
        return HostEvent.newBuilder()
                .setHostId(host)
                .setType(type)
                .setMode(HostMode.ACTIVE)
                .setOccurredAt(now);
    }

    private static HostStore store(String store) {
        return HostStore.newBuilder()
                .setStore(store)
                .setPool("default")
                .setPoolType("dir")
                .setTargetPath("/pool")
                .setActive(true)
                .setCapacityBytes(1_000_000)
                .setAvailableBytes(900_000)
                .setMarked(true)
                .build();
    }

    /** The old kernel of a store, which an operator's rule names. */
    static StorageOutcome named(String store, Instant now) {
        return StorageOutcome.newBuilder()
                .setType(StorageOutcomeType.OBSERVED)
                .setVolume(volume(store, OLD))
                .setPortion(PORTION)
                .setVersion("1")
                .setKind(PortionKind.KERNEL)
                .setSizeBytes(SIZE)
                .setFormat(VolumeFormat.RAW)
                .setConsent(true)
                .setOccurredAt(now)
                .build();
    }

    /** A person says which hosts share a store. */
    static StorageDecision confirmed(String store, List<String> hosts, Instant now) {
        return StorageDecision.newBuilder()
                .setType(StorageDecisionType.HOSTS_CONFIRMED)
                .setStore(store)
                .setHosts(hosts)
                .setActor("ada")
                .setReason("as built")
                .setOccurredAt(now)
                .build();
    }

    static VmEvent observed(String vm, String host, VolumeRef kernel, boolean isLive, Instant now) {
        return VmEvent.newBuilder()
                .setVmId(vm)
                .setType(VmEventType.OBSERVED)
                .setHostId(host)
                .setName(vm)
                .setPersistent(true)
                .setUses(List.of(Use.newBuilder()
                        .setSlot("kernel")
                        .setSlotKind(SlotKind.KERNEL)
                        .setLive(isLive)
                        .setConfigured(true)
                        .setVolume(kernel)
                        .build()))
                .setOccurredAt(now)
                .build();
    }

    static VmStateEvent off(String vm, String host, Instant now) {
        return state(vm, host, VmState.SHUTOFF, "SHUTDOWN", now);
    }

    static VmStateEvent running(String vm, String host, Instant now) {
        return state(vm, host, VmState.RUNNING, "BOOTED", now);
    }

    private static VmStateEvent state(String vm, String host, VmState state, String reason, Instant now) {
        return VmStateEvent.newBuilder()
                .setVmId(vm)
                .setHostId(host)
                .setState(state)
                .setReason(reason)
                .setOccurredAt(now)
                .build();
    }

    /** The change that brings the new kernel. */
    static ChangeEvent change(Instant now) {
        return ChangeEvent.newBuilder()
                .setChangeId("debian-12-kernel-2")
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem("debian-12")
                .setPortions(List.of(PortionVersion.newBuilder()
                        .setPortion(PORTION)
                        .setKind(PortionKind.KERNEL)
                        .setVersion("2")
                        .setVersionOrder(VersionOrder.DEBIAN)
                        .setSha256(SHA256)
                        .setSize(SIZE)
                        .setFormat(VolumeFormat.RAW)
                        .setArtifactUri("file:///kernel-2")
                        .build()))
                .setSeverity(Severity.HIGH)
                .setSource("test")
                .setOccurredAt(now)
                .build();
    }
}
