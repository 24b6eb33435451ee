package io.slackwater.topology.match;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;

/** Wire records for tests. Volumes of version 6.1.0-1 of the kernel are called {@code kernel-6.1.0-1}, and so on. */
final class Events {

    static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

    private Events() {}

    static VolumeRef volume(String store, String name) {
        return new VolumeRef(store, name, "/pools/" + name);
    }

    static Use kernel(String store, String version) {
        return use("kernel", SlotKind.KERNEL, volume(store, "kernel-" + version), true, List.of());
    }

    static Use initrd(String store, String version) {
        return use("initrd", SlotKind.INITRD, volume(store, "initrd-" + version), true, List.of());
    }

    static Use disk(String store, String overlay, String base) {
        return use("vda", SlotKind.DISK, volume(store, overlay), false, List.of(volume(store, base)));
    }

    static Use use(String slot, SlotKind kind, VolumeRef volume, boolean readOnly, List<VolumeRef> backing) {
        return Use.newBuilder()
                .setSlot(slot)
                .setSlotKind(kind)
                .setLive(false)
                .setConfigured(true)
                .setReadOnly(readOnly)
                .setVolume(volume)
                .setBackingChain(backing)
                .build();
    }

    static VmEvent observed(String vmId, String host, Use... uses) {
        return VmEvent.newBuilder()
                .setVmId(vmId)
                .setType(VmEventType.OBSERVED)
                .setHostId(host)
                .setName(vmId)
                .setUses(List.of(uses))
                .setOccurredAt(TIME)
                .build();
    }

    static VmEvent gone(String vmId, String host) {
        return gone(vmId, host, VmEventType.GONE);
    }

    static VmEvent hostRetired(String vmId, String host) {
        return gone(vmId, host, VmEventType.HOST_RETIRED);
    }

    private static VmEvent gone(String vmId, String host, VmEventType type) {
        return VmEvent.newBuilder()
                .setVmId(vmId)
                .setType(type)
                .setHostId(host)
                .setOccurredAt(TIME)
                .build();
    }

    static PortionVersion portion(String name, PortionKind kind, String version, String... supersedes) {
        return PortionVersion.newBuilder()
                .setPortion("debian-12/" + name)
                .setKind(kind)
                .setVersion(version)
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSupersedes(List.of(supersedes))
                .setSha256(sha256(name + version))
                .setSize(1)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri("file:///artifact")
                .build();
    }

    /** Returns a digest that is the same for the same content. */
    static String sha256(String content) {
        return "%064x".formatted(content.hashCode());
    }

    static ChangeEvent change(String changeId, PortionVersion... portions) {
        return changeEvent(changeId, ChangeEventType.AVAILABLE, portions);
    }

    static ChangeEvent withdrawn(String changeId) {
        return changeEvent(changeId, ChangeEventType.WITHDRAWN);
    }

    private static ChangeEvent changeEvent(String changeId, ChangeEventType type, PortionVersion... portions) {
        return ChangeEvent.newBuilder()
                .setChangeId(changeId)
                .setType(type)
                .setOperatingSystem("debian-12")
                .setPortions(List.of(portions))
                .setSeverity(Severity.HIGH)
                .setSource("test")
                .setOccurredAt(TIME)
                .build();
    }

    static VolumeEvent adopted(String store, String portion, PortionKind kind, String version) {
        return volumeEvent(VolumeEventType.ADOPTED, store, portion, kind, version);
    }

    static VolumeEvent volumeEvent(
            VolumeEventType type, String store, String portion, PortionKind kind, String version) {
        return VolumeEvent.newBuilder()
                .setVolume(volume(store, portion + "-" + version))
                .setOwner(VolumeOwner.ADOPTED)
                .setType(type)
                .setPortion("debian-12/" + portion)
                .setKind(kind)
                .setVersion(version)
                .setOccurredAt(TIME)
                .build();
    }

    static HostEvent host(String hostId, HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(hostId)
                .setType(type)
                .setOccurredAt(TIME)
                .build();
    }
}
