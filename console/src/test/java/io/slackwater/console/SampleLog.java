package io.slackwater.console;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.UnresolvedReference;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VerifiedBy;
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
import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The log of a fleet of kernels on two hosts: one change, the updates of its VMs, and the old volume until it is freed. */
public final class SampleLog {

    public static final String CHANGE = "debian-12-0123456789abcdef";
    public static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    public static final String ABORTED = "debian-12-aborted";
    public static final String FREED = "debian-12.kernel-6.1.0-0";
    public static final String UNUSED = "unused.raw";
    public static final String OLD = "debian-12.kernel-6.1.0-1";
    private static final String NEW = "debian-12.kernel-6.1.0-2";

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A record and where it goes.
     *
     * @param value null deletes the key
     */
    public record Entry(Topic<?> topic, String key, @Nullable SpecificRecord value) {}

    /** Returns how many records of a log are events, which the history has. */
    public static int events(int vms) {
        return (int) of(vms).stream()
                .filter(entry -> entry.topic().retention() != Retention.COMPACTED)
                .count();
    }

    /** Returns the log of a number of VMs; the first of each ten has a blocker, and the last VM left its host. */
    public static List<Entry> of(int vms) {
        SampleLog log = new SampleLog();
        log.host("h1", HostMode.ACTIVE);
        log.host("h2", HostMode.OBSERVE);
        log.volume("h1/images", OLD, "6.1.0-1", VolumeEventType.ADOPTED);
        log.change();
        log.add(Topics.POLICIES, "all", policy("{}"));
        log.volume("h1/images", NEW, "6.1.0-2", VolumeEventType.STAGED);
        log.volume("h1/images", NEW, "6.1.0-2", VolumeEventType.PINNED);
        log.add(Topics.ROLLOUTS, CHANGE, rollout(CHANGE, RolloutEventType.FAN_OUT_FINISHED, vms));
        log.add(Topics.ROLLOUTS, CHANGE, rollout(CHANGE, RolloutEventType.WAVE_OPENED, vms));
        log.add(Topics.ROLLOUTS, CHANGE, rollout(CHANGE, RolloutEventType.PAUSED, 0));
        for (int number = 0; number < vms; number++) {
            log.vm(number);
        }
        log.add(Topics.VM_INVENTORY, vmId(vms - 1), vmEvent(vms - 1, VmEventType.GONE, OLD));
        log.volume("h1/images", OLD, "6.1.0-1", VolumeEventType.DUE);
        log.add(Topics.STORAGE_DECISIONS, "h1/images", hold());
        log.volume("h1/images", OLD, "6.1.0-1", VolumeEventType.REFUSED);
        log.listing();
        log.stores(vms);
        log.add(Topics.VM_INVENTORY, vmId(0), vmEvent(0, VmEventType.UNKNOWN, OLD));
        log.late();
        return List.copyOf(log.entries);
    }

    /** What is told of a subject after all was said of it, as it happens with two instances or a slow watcher. */
    private void late() {
        host("h3", HostMode.ACTIVE);
        HostEvent.Builder retired =
                HostEvent.newBuilder().setHostId("h3").setMode(HostMode.OBSERVE).setOccurredAt(BEGIN);
        add(Topics.HOSTS, "h3", retired.setType(HostEventType.RETIRED).build());
        host("h3", HostEventType.SYNCED);
        add(Topics.ROLLOUTS, ABORTED, rollout(ABORTED, RolloutEventType.ABORTED, 0));
        add(Topics.ROLLOUTS, ABORTED, rollout(ABORTED, RolloutEventType.RESUMED, 0));
        add(Topics.POLICIES, "all", policy("{\"second\": 1}"));
        volume("h1/images", FREED, "6.1.0-0", VolumeEventType.RECLAIMED);
        volume("h1/images", FREED, "6.1.0-0", VolumeEventType.REFUSED);
    }

    /** What is told and decided of stores: a marker, one that a host has no more, a confirmation, a release and a freeze. */
    private void stores(int vms) {
        HostEvent.Builder event =
                HostEvent.newBuilder().setHostId("h1").setMode(HostMode.ACTIVE).setOccurredAt(BEGIN);
        add(
                Topics.HOSTS,
                "markers",
                event.setType(HostEventType.MARKED)
                        .setStores(List.of(store("h1", "images")))
                        .setMarker("marker-1")
                        .build());
        event.setHostId("h2").setType(HostEventType.SYNCED).setMarker(null);
        add(
                Topics.HOSTS,
                "h2",
                event.setStores(List.of(store("h2", "images"), store("h2", "old")))
                        .build());
        add(Topics.HOSTS, "h2", event.setStores(List.of(store("h2", "images"))).build());
        add(
                Topics.STORAGE_DECISIONS,
                "h1/images",
                decision(StorageDecisionType.HOSTS_CONFIRMED)
                        .setHosts(List.of("h1"))
                        .build());
        add(
                Topics.STORAGE_DECISIONS,
                "h1/images",
                decision(StorageDecisionType.USE_RELEASED)
                        .setVmId(vmId(vms - 1))
                        .setVanishedAt(BEGIN)
                        .build());
        add(
                Topics.STORAGE_DECISIONS,
                "h1/images",
                decision(StorageDecisionType.FROZEN).build());
    }

    /** What the pool of the first host lists: the volumes of Slackwater, one that nobody uses, and one that went. */
    private void listing() {
        String gone = "gone.qcow2";
        for (String name : List.of(OLD, NEW, UNUSED, gone)) {
            add(
                    Topics.STORE_VOLUMES,
                    "h1/images/" + name,
                    listed(StoreVolumeType.VOLUME)
                            .setVolume(name)
                            .setPath("/images/" + name)
                            .setFormat("raw")
                            .setCapacityBytes(8L << 20)
                            .setAllocationBytes(8L << 20)
                            .setReferences(
                                    name.equals(NEW)
                                            ? List.of(
                                                    new ListedReference(ListedReferenceKind.BACKING, true, volume(OLD)))
                                            : List.of())
                            .build());
        }
        entries.add(new Entry(Topics.STORE_VOLUMES, "h1/images/" + gone, null));
        add(
                Topics.STORE_VOLUMES,
                "h1/images",
                listed(StoreVolumeType.LISTING).setWhole(true).setVolumes(3).build());
    }

    private static StoreVolume.Builder listed(StoreVolumeType type) {
        return StoreVolume.newBuilder()
                .setHostId("h1")
                .setPool("images")
                .setType(type)
                .setStore("h1/images")
                .setFirstListedAt(BEGIN)
                .setObservedAt(BEGIN);
    }

    public static String vmId(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    private void vm(int number) {
        String id = vmId(number);
        add(Topics.VM_INVENTORY, id, vmEvent(number, VmEventType.OBSERVED, OLD));
        add(Topics.VM_STATES, id, state(number, VmState.RUNNING));
        add(Topics.UPDATES, id, update(number, UpdatePhase.REQUIRED, UpdateState.WAITING, 10));
        if (number % 10 != 0) {
            add(Topics.VM_STATES, id, state(number, VmState.SHUTOFF));
            add(Topics.UPDATES, id, update(number, UpdatePhase.GRANTED, UpdateState.GRANTED, 20));
            add(Topics.UPDATES, id, update(number, UpdatePhase.APPLIED, UpdateState.AWAITING_START, 30));
            add(Topics.VM_INVENTORY, id, vmEvent(number, VmEventType.OBSERVED, NEW));
            add(Topics.UPDATES, id, update(number, UpdatePhase.VERIFIED, UpdateState.ENDED, 40));
        }
    }

    private void host(String id, HostMode mode) {
        HostEvent.Builder host = HostEvent.newBuilder().setHostId(id).setOccurredAt(BEGIN);
        add(
                Topics.HOSTS,
                id,
                host.setType(HostEventType.DECLARED)
                        .setUri("test://" + id)
                        .setMode(mode)
                        .setLabels(Map.of("site", "north"))
                        .build());
        add(Topics.HOSTS, id, host.setType(HostEventType.REACHABLE).build());
        host(id, HostEventType.SYNCED);
    }

    private void host(String id, HostEventType type) {
        add(
                Topics.HOSTS,
                id,
                HostEvent.newBuilder()
                        .setHostId(id)
                        .setType(type)
                        .setMode(HostMode.OBSERVE)
                        .setStores(List.of(store(id, "images")))
                        .setOccurredAt(BEGIN)
                        .build());
    }

    private static HostStore store(String host, String pool) {
        return HostStore.newBuilder()
                .setStore(host + "/" + pool)
                .setPool(pool)
                .setPoolType("dir")
                .setTargetPath("/" + pool)
                .setActive(true)
                .setMarked(true)
                .setCapacityBytes(100L << 30)
                .setAvailableBytes(50L << 30)
                .build();
    }

    private void change() {
        PortionVersion kernel = PortionVersion.newBuilder()
                .setPortion("debian-12/kernel")
                .setKind(PortionKind.KERNEL)
                .setVersion("6.1.0-2")
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSupersedes(List.of())
                .setSha256("0".repeat(64))
                .setSize(8L << 20)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri("http://127.0.0.1/artifacts/kernel")
                .build();
        add(
                Topics.CHANGES,
                "debian-12",
                ChangeEvent.newBuilder()
                        .setChangeId(CHANGE)
                        .setType(ChangeEventType.AVAILABLE)
                        .setOperatingSystem("debian-12")
                        .setPortions(List.of(kernel))
                        .setSeverity(Severity.HIGH)
                        .setAdvisories(List.of("CVE-2026-0001"))
                        .setSource("test")
                        .setOccurredAt(BEGIN)
                        .build());
    }

    private static VmEvent vmEvent(int number, VmEventType type, String volume) {
        Use kernel = Use.newBuilder()
                .setSlot("kernel")
                .setSlotKind(SlotKind.KERNEL)
                .setLive(true)
                .setConfigured(true)
                .setDisposable(false)
                .setVolume(volume(volume))
                .setBackingChain(List.of())
                .build();
        boolean isObserved = type == VmEventType.OBSERVED;
        return VmEvent.newBuilder()
                .setVmId(vmId(number))
                .setType(type)
                .setHostId("h1")
                .setName(isObserved ? "web-" + number : "")
                .setLabels(Map.of("tier", number % 2 == 0 ? "even" : "odd"))
                .setUses(isObserved ? List.of(kernel) : List.of())
                .setReferences(
                        isObserved
                                ? List.of(new HeldReference(ReferenceHolder.SNAPSHOT, "before", volume(OLD)))
                                : List.of())
                .setUnresolved(
                        isObserved
                                ? List.of(new UnresolvedReference(
                                        "definition: vdb", "/srv/link", "/srv/link, a path that no pool lists"))
                                : List.of())
                .setOccurredAt(BEGIN.plusSeconds(number))
                .build();
    }

    private static VmStateEvent state(int number, VmState state) {
        return VmStateEvent.newBuilder()
                .setVmId(vmId(number))
                .setHostId("h1")
                .setState(state)
                .setReason("BOOTED")
                .setOccurredAt(BEGIN.plusSeconds(number))
                .build();
    }

    private static UpdateEvent update(int number, UpdatePhase phase, UpdateState state, int second) {
        Replacement kernel = Replacement.newBuilder()
                .setSlot("kernel")
                .setPortion("debian-12/kernel")
                .setKind(PortionKind.KERNEL)
                .setFromVersion("6.1.0-1")
                .setFrom(volume(OLD))
                .setToVersion("6.1.0-2")
                .build();
        Blocker running = new Blocker(BlockerCode.VM_RUNNING, vmId(number), BEGIN.plusSeconds(number), "The VM runs");
        return UpdateEvent.newBuilder()
                .setUpdateId("update-" + number)
                .setChangeId(CHANGE)
                .setVmId(vmId(number))
                .setHostId("h1")
                .setEpisode("episode")
                .setPhase(phase)
                .setState(state)
                .setAttempt(1)
                .setReplacements(List.of(kernel))
                .setBlockers(phase == UpdatePhase.REQUIRED ? List.of(running) : List.of())
                .setVerifiedBy(phase == UpdatePhase.VERIFIED ? VerifiedBy.STAYED_UP : VerifiedBy.UNKNOWN)
                .setOccurredAt(BEGIN.plusSeconds(number + second))
                .build();
    }

    private static PolicyEvent policy(String document) {
        return PolicyEvent.newBuilder()
                .setPolicy("all")
                .setType(PolicyEventType.SET)
                .setVersion(1)
                .setDocument(document)
                .setActor("test")
                .setOccurredAt(BEGIN)
                .build();
    }

    private static RolloutEvent rollout(String change, RolloutEventType type, int matched) {
        return RolloutEvent.newBuilder()
                .setChangeId(change)
                .setType(type)
                .setPartition(type == RolloutEventType.FAN_OUT_FINISHED ? 0 : -1)
                .setPartitions(type == RolloutEventType.FAN_OUT_FINISHED ? 1 : 0)
                .setMatched(matched)
                .setActor(type == RolloutEventType.PAUSED ? "ann" : null)
                .setReason(type == RolloutEventType.PAUSED ? "night shift" : null)
                .setWave(type == RolloutEventType.WAVE_OPENED ? 1 : 0)
                .setQuota(matched)
                .setOccurredAt(BEGIN)
                .build();
    }

    private static StorageDecision hold() {
        return decision(StorageDecisionType.HELD).setVolume(OLD).setHold("keep").build();
    }

    private static StorageDecision.Builder decision(StorageDecisionType type) {
        return StorageDecision.newBuilder()
                .setStore("h1/images")
                .setType(type)
                .setActor("ann")
                .setReason("a customer asked for it")
                .setOccurredAt(BEGIN);
    }

    private void volume(String store, String name, String version, VolumeEventType type) {
        boolean isDue = type == VolumeEventType.DUE || type == VolumeEventType.REFUSED;
        add(
                Topics.STORAGE,
                store,
                VolumeEvent.newBuilder()
                        .setVolume(volume(name))
                        .setType(type)
                        .setOwner(name.equals(OLD) ? VolumeOwner.ADOPTED : VolumeOwner.STAGED)
                        .setPortion("debian-12/kernel")
                        .setVersion(version)
                        .setKind(PortionKind.KERNEL)
                        .setSizeBytes(8L << 20)
                        .setFormat(VolumeFormat.RAW)
                        .setPins(type == VolumeEventType.PINNED ? List.of(CHANGE) : List.of())
                        .setDueSince(isDue && !name.equals(FREED) ? BEGIN : null)
                        .setBytesFreed(type == VolumeEventType.RECLAIMED ? 8L << 20 : 0)
                        .setOccurredAt(BEGIN)
                        .build());
    }

    private static VolumeRef volume(String name) {
        return new VolumeRef("h1/images", name, "/images/" + name);
    }

    private void add(Topic<?> topic, String key, SpecificRecord value) {
        entries.add(new Entry(topic, key, value));
    }
}
