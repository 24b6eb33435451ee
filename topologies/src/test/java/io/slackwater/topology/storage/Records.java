package io.slackwater.topology.storage;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.schemas.AdoptedContent;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostLook;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.LogCount;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.ReferenceFinding;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VerifiedBy;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as the other services write them. */
public final class Records {

    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final String CHANGE = "debian-12-c1";
    public static final String OLD = "vmlinuz-6.1.0-49";
    public static final String SHA256 = "ab".repeat(32);
    public static final String NEW = "debian-12.kernel-6.1.0-50-abababababab";

    /** The operator's rule that names {@link #OLD}. */
    public static final List<AdoptionRule> RULES = List.of(AdoptionRule.of(
                    "kernel",
                    "vmlinuz-(?<version>6.+)",
                    "debian-12/kernel",
                    io.slackwater.domain.portion.PortionKind.KERNEL,
                    Optional.empty())
            .withDeleteWithoutArtifact(true));

    private Records() {}

    public static HostEvent declared(String host, HostMode mode) {
        return declared(host, "simulated://127.0.0.1:1/" + host, mode);
    }

    public static HostEvent declared(String host, String uri, HostMode mode) {
        return HostEvent.newBuilder()
                .setHostId(host)
                .setType(HostEventType.DECLARED)
                .setUri(uri)
                .setMode(mode)
                .setOccurredAt(NOW)
                .build();
    }

    public static HostEvent declaredAt(String host, HostMode mode, Instant at) {
        return HostEvent.newBuilder(declared(host, mode)).setOccurredAt(at).build();
    }

    public static HostEvent synced(String host, String... stores) {
        return synced(host, true, true, stores);
    }

    /** The host was read, and its pools showed no marker. */
    public static HostEvent syncedUnmarked(String host, String... stores) {
        return synced(host, true, false, stores);
    }

    /** The host was read while its pools could not be. */
    public static HostEvent syncedInactive(String host, String... stores) {
        return synced(host, false, true, stores);
    }

    private static HostEvent synced(String host, boolean active, boolean marked, String... stores) {
        return HostEvent.newBuilder()
                .setHostId(host)
                .setType(HostEventType.SYNCED)
                .setMode(HostMode.OBSERVE)
                .setStores(List.of(stores).stream()
                        .map(store -> HostStore.newBuilder()
                                .setStore(store)
                                .setPool("default")
                                .setPoolType("dir")
                                .setTargetPath("/pool")
                                .setActive(active)
                                .setCapacityBytes(1_000_000)
                                .setAvailableBytes(900_000)
                                .setMarked(marked)
                                .build())
                        .toList())
                .setOccurredAt(NOW)
                .build();
    }

    /** A store was seen with its marker. */
    public static HostEvent marked(String host, HostStore store) {
        return HostEvent.newBuilder()
                .setHostId(host)
                .setType(HostEventType.MARKED)
                .setMode(HostMode.OBSERVE)
                .setStores(List.of(store))
                .setMarker(UUID.randomUUID().toString())
                .setOccurredAt(NOW)
                .build();
    }

    public static HostEvent host(String host, HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(host)
                .setType(type)
                .setMode(HostMode.OBSERVE)
                .setReason("a test says so")
                .setOccurredAt(NOW)
                .build();
    }

    public static ChangeEvent change(ChangeEventType type) {
        return change(type, SHA256, 1000, "http://127.0.0.1/kernel");
    }

    public static ChangeEvent change(ChangeEventType type, String sha256, long size, String artifactUri) {
        return change(CHANGE, type, kernel("6.1.0-50", sha256, size, artifactUri));
    }

    public static ChangeEvent change(String changeId, ChangeEventType type, PortionVersion brings) {
        return ChangeEvent.newBuilder()
                .setChangeId(changeId)
                .setType(type)
                .setOperatingSystem("debian-12")
                .setPortions(List.of(brings))
                .setSeverity(Severity.HIGH)
                .setSource("test")
                .setOccurredAt(NOW)
                .build();
    }

    public static PortionVersion kernel(String version, String sha256, long size, String artifactUri) {
        return PortionVersion.newBuilder()
                .setPortion("debian-12/kernel")
                .setKind(PortionKind.KERNEL)
                .setVersion(version)
                .setVersionOrder(VersionOrder.DEBIAN)
                .setSha256(sha256)
                .setSize(size)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri(artifactUri)
                .build();
    }

    public static StorageOutcome observed(String store) {
        return StorageOutcome.newBuilder()
                // Defaults of enums would be those of another class loader in tests of an application.
                .setCommandType(StorageCommandType.UNKNOWN)
                .setFinding(ReferenceFinding.UNKNOWN)
                .setType(StorageOutcomeType.OBSERVED)
                .setVolume(volume(store, OLD))
                .setPortion("debian-12/kernel")
                .setVersion("6.1.0-49")
                .setKind(PortionKind.KERNEL)
                .setSizeBytes(900)
                .setFormat(VolumeFormat.RAW)
                .setConsent(true)
                .setOccurredAt(NOW)
                .build();
    }

    /** A report that no watcher wrote: no rule names the volume. */
    public static StorageOutcome forgedObservation(String volume) {
        return StorageOutcome.newBuilder(observed("h1/default"))
                .setVolume(volume("h1/default", volume))
                .build();
    }

    /** An update that moves VM {@code vm6} away from a volume. */
    public static UpdateEvent updateFrom(String volume, UpdatePhase phase) {
        Replacement moved = Replacement.newBuilder(replacement("h1", null))
                .setFrom(volume("h1/default", volume))
                .build();
        return UpdateEvent.newBuilder(update("u-vm6", "vm6", "h1", phase))
                .setReplacements(List.of(moved))
                .build();
    }

    public static StorageOutcome staged(StorageCommand command) {
        return outcome(command, StorageOutcomeType.STAGED)
                .setSizeBytes(1000)
                .setSha256(SHA256)
                .build();
    }

    public static StorageOutcome reclaimed(StorageCommand command) {
        return outcome(command, StorageOutcomeType.RECLAIMED)
                .setFinding(ReferenceFinding.NONE)
                .setSizeBytes(900)
                .setHostsAsked(List.of(HostLook.newBuilder()
                        .setHostId("h1")
                        .setAskedAt(NOW)
                        .setReferences(0)
                        .build()))
                .build();
    }

    public static StorageOutcome expired(StorageCommand command) {
        return outcome(command, StorageOutcomeType.EXPIRED).build();
    }

    public static StorageOutcome referenced(StorageCommand command, String vmId) {
        return outcome(command, StorageOutcomeType.REFERENCED)
                .setFinding(ReferenceFinding.USED)
                .setBlockers(List.of(new Blocker(BlockerCode.USED_BY_VM, vmId, NOW, "defined meanwhile")))
                .build();
    }

    public static VmEvent observed(String vm, String host, String... volumes) {
        return observed(vm, host, true, volumes);
    }

    public static VmEvent observed(String vm, String host, boolean persistent, String... volumes) {
        return observedIn(host + "/default", vm, host, persistent, volumes);
    }

    /** A VM that uses volumes of a store which is not called by its host. */
    public static VmEvent observedIn(String store, String vm, String host, String... volumes) {
        return observedIn(store, vm, host, true, volumes);
    }

    private static VmEvent observedIn(String store, String vm, String host, boolean persistent, String... volumes) {
        return VmEvent.newBuilder()
                .setVmId(vm)
                .setType(VmEventType.OBSERVED)
                .setHostId(host)
                .setName(vm)
                .setPersistent(persistent)
                .setUses(List.of(volumes).stream()
                        .map(volume -> use(store, volume))
                        .toList())
                .setOccurredAt(NOW)
                .build();
    }

    public static VmEvent gone(String vm, String host) {
        return gone(vm, host, VmEventType.GONE);
    }

    /** The VM's host was retired. */
    public static VmEvent hostRetired(String vm, String host) {
        return gone(vm, host, VmEventType.HOST_RETIRED);
    }

    private static VmEvent gone(String vm, String host, VmEventType type) {
        return VmEvent.newBuilder()
                .setVmId(vm)
                .setType(type)
                .setHostId(host)
                .setOccurredAt(NOW)
                .build();
    }

    public static UpdateEvent update(String updateId, String vm, String host, UpdatePhase phase) {
        return UpdateEvent.newBuilder()
                .setState(UpdateState.UNKNOWN)
                .setVerifiedBy(VerifiedBy.UNKNOWN)
                .setUpdateId(updateId)
                .setChangeId(CHANGE)
                .setVmId(vm)
                .setHostId(host)
                .setEpisode("e")
                .setPhase(phase)
                .setReplacements(List.of(replacement(host, null)))
                .setOccurredAt(NOW)
                .build();
    }

    public static Replacement replacement(String host, @Nullable VolumeRef to) {
        return Replacement.newBuilder()
                .setSlot("kernel")
                .setPortion("debian-12/kernel")
                .setKind(PortionKind.KERNEL)
                .setFromVersion("6.1.0-49")
                .setFrom(volume(host + "/default", OLD))
                .setToVersion("6.1.0-50")
                .setTo(to)
                .build();
    }

    public static RolloutEvent fanOut(int partition, int partitions) {
        return fanOut(CHANGE, partition, partitions);
    }

    public static RolloutEvent fanOut(String changeId, int partition, int partitions) {
        return RolloutEvent.newBuilder()
                .setChangeId(changeId)
                .setType(RolloutEventType.FAN_OUT_FINISHED)
                .setPartition(partition)
                .setPartitions(partitions)
                .setOccurredAt(NOW)
                .build();
    }

    public static StorageDecision held(String store, String volume, String hold) {
        return decision(StorageDecisionType.HELD, store)
                .setVolume(volume)
                .setHold(hold)
                .build();
    }

    public static StorageDecision released(String store, String volume, String hold) {
        return decision(StorageDecisionType.RELEASED, store)
                .setVolume(volume)
                .setHold(hold)
                .build();
    }

    public static StorageDecision confirmed(String store, String... hosts) {
        return decision(StorageDecisionType.HOSTS_CONFIRMED, store)
                .setHosts(List.of(hosts))
                .build();
    }

    public static StorageDecision useReleased(String store, String vm, Instant when) {
        return decision(StorageDecisionType.USE_RELEASED, store)
                .setVmId(vm)
                .setVanishedAt(when)
                .build();
    }

    public static StorageDecision adopted(String store, String volume, Instant when) {
        AdoptedContent content = AdoptedContent.newBuilder()
                .setPath("/pool/" + volume)
                .setPortion("debian-12/kernel")
                .setVersion("6.1.0-48")
                .setKind(PortionKind.KERNEL)
                .setFormat(VolumeFormat.RAW)
                .setSizeBytes(800)
                .setArtifact(adoptedKernel())
                .build();
        return decision(StorageDecisionType.ADOPTED, store)
                .setVolume(volume)
                .setContent(content)
                .setOccurredAt(when)
                .build();
    }

    /** The change that once brought what {@link #adopted} says. */
    public static ChangeEvent broughtAdopted() {
        return change("debian-12-adopted", ChangeEventType.WITHDRAWN, adoptedKernel());
    }

    private static PortionVersion adoptedKernel() {
        return kernel("6.1.0-48", "cd".repeat(32), 800, "http://127.0.0.1/kernel-48");
    }

    /** An adoption that REST would not have published. */
    public static StorageDecision forged(String volume, @Nullable PortionVersion artifact) {
        AdoptedContent content = AdoptedContent.newBuilder()
                .setPath("/pool/" + volume)
                .setPortion("debian-12/kernel")
                .setVersion("6.1.0-47")
                .setKind(PortionKind.KERNEL)
                .setFormat(VolumeFormat.RAW)
                .setSizeBytes(800)
                .setArtifact(artifact)
                .build();
        return decision(StorageDecisionType.ADOPTED, "h1/default")
                .setVolume(volume)
                .setContent(content)
                .setOccurredAt(NOW)
                .build();
    }

    public static PortionVersion unpublishedKernel() {
        return kernel("6.1.0-47", "47".repeat(32), 800, "http://127.0.0.1/kernel-47");
    }

    public static StorageDecision frozen() {
        return decision(StorageDecisionType.FROZEN, "fleet").build();
    }

    public static StorageDecision unfrozen() {
        return decision(StorageDecisionType.UNFROZEN, "fleet").build();
    }

    public static StorageDecision firstSeen(String store, Instant deletedAt) {
        return decision(StorageDecisionType.FIRST_DELETE_SEEN, store)
                .setDeletedAt(deletedAt)
                .build();
    }

    public static StorageDecision consented(String store, @Nullable String volume) {
        return decision(StorageDecisionType.DELETE_CONSENTED, store)
                .setVolume(volume)
                .build();
    }

    public static StorageDecision logAccepted(String store, String logId, long number) {
        return decision(StorageDecisionType.LOG_ACCEPTED, store)
                .setCount(new LogCount(logId, number))
                .build();
    }

    /** The worker saw that the store counts so far. */
    public static StorageOutcome uncounted(StorageCommand command, String logId, long number) {
        return outcome(command, StorageOutcomeType.REFERENCED)
                .setFinding(ReferenceFinding.UNCLEAR)
                .setCount(new LogCount(logId, number))
                .setBlockers(List.of(new Blocker(
                        BlockerCode.LOG_OLDER_THAN_STORE, command.getVolume().getStore(), NOW, "seen by the worker")))
                .build();
    }

    private static StorageDecision.Builder decision(StorageDecisionType type, String store) {
        return StorageDecision.newBuilder()
                .setStore(store)
                .setType(type)
                .setActor("alex")
                .setReason("an audit asks for it")
                .setOccurredAt(NOW);
    }

    public static VolumeRef volume(String store, String name) {
        return new VolumeRef(store, name, "/pool/" + name);
    }

    /** A VM of one host that refers to a volume of a store that others have too. */
    public static VmEvent observedIn(String store, String vm, String host, String volume) {
        return VmEvent.newBuilder(observed(vm, host, volume))
                .setUses(List.of(use(store, volume)))
                .build();
    }

    private static Use use(String store, String volume) {
        return Use.newBuilder()
                .setSlot("kernel")
                .setSlotKind(SlotKind.KERNEL)
                .setLive(false)
                .setConfigured(true)
                .setVolume(volume(store, volume))
                .build();
    }

    private static StorageOutcome.Builder outcome(StorageCommand command, StorageOutcomeType type) {
        VolumeRef ref = command.getVolume();
        return StorageOutcome.newBuilder()
                .setFinding(ReferenceFinding.UNKNOWN)
                .setCommandId(command.getCommandId())
                .setCommandType(command.getType())
                .setType(type)
                .setVolume(volume(ref.getStore(), ref.getVolume()))
                .setOccurredAt(NOW);
    }
}
