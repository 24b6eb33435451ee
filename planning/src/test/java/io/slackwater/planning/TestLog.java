package io.slackwater.planning;

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
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The log of a small fleet of golden images: version 1 everywhere, and a change to version 2. */
public final class TestLog {

    public static final String CHANGE = "golden-2";
    public static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    public static final Instant NOW = BEGIN.plus(Duration.ofDays(30)).minus(Duration.ofHours(3));

    private static final String STORE = "h1/images";
    private static final String DIRECTORY = "/images";
    private static final long SIZE = 2L << 30;

    private final List<Entry> entries = new ArrayList<>();

    /** A record with its topic's key and its time. */
    public record Entry(String topic, String key, SpecificRecord value, Instant at) {}

    /** Begins with one host, and the base image in its store. */
    public TestLog(HostMode mode, long freeBytes) {
        HostEvent.Builder host = HostEvent.newBuilder().setHostId("h1").setOccurredAt(BEGIN);
        add(
                "hosts",
                "h1",
                host.setType(HostEventType.DECLARED)
                        .setUri("test://h1")
                        .setMode(mode)
                        .build());
        add("hosts", "h1", host.setType(HostEventType.REACHABLE).build());
        HostStore store = HostStore.newBuilder()
                .setStore(STORE)
                .setPool("images")
                .setPoolType("dir")
                .setTargetPath(DIRECTORY)
                .setActive(true)
                .setMarked(true)
                .setCapacityBytes(100L << 30)
                .setAvailableBytes(freeBytes)
                .build();
        add(
                "hosts",
                "h1",
                host.setType(HostEventType.SYNCED).setStores(List.of(store)).build());
        add("storage", STORE, volume(base(), "1", VolumeEventType.ADOPTED));
    }

    /** Another host has the same directory, and nobody has marked it. */
    public TestLog sharedUnmarked() {
        for (String host : List.of("h1", "h2")) {
            HostStore pool = HostStore.newBuilder()
                    .setStore(host + "/images")
                    .setPool("images")
                    .setPoolType("dir")
                    .setTargetPath(DIRECTORY)
                    .setActive(true)
                    .setListing("the same old volumes")
                    .build();
            HostEvent synced = HostEvent.newBuilder()
                    .setHostId(host)
                    .setType(HostEventType.SYNCED)
                    .setMode(HostMode.OBSERVE)
                    .setStores(List.of(pool))
                    .setOccurredAt(BEGIN)
                    .build();
            add("hosts", host, synced);
        }
        return this;
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Adds a VM with an overlay on the base. */
    public TestLog vm(String id, boolean disposable, Map<String, String> labels) {
        return vm(id, disposable, labels, base());
    }

    /** Adds a VM with an overlay on a volume that the log does not know. */
    public TestLog vmOnUnknown(String id, String volume) {
        return vm(id, true, Map.of(), new VolumeRef(STORE, volume, DIRECTORY + "/" + volume));
    }

    private TestLog vm(String id, boolean disposable, Map<String, String> labels, VolumeRef base) {
        VolumeRef overlay = new VolumeRef(STORE, id + ".qcow2", DIRECTORY + "/" + id + ".qcow2");
        Use disk = Use.newBuilder()
                .setSlot("vda")
                .setSlotKind(SlotKind.DISK)
                .setLive(true)
                .setConfigured(true)
                .setDisposable(disposable)
                .setVolume(overlay)
                .setBackingChain(List.of(base))
                .build();
        return add(
                "vm-inventory",
                id,
                VmEvent.newBuilder()
                        .setVmId(id)
                        .setType(VmEventType.OBSERVED)
                        .setHostId("h1")
                        .setName("name-of-" + id)
                        .setLabels(labels)
                        .setUses(List.of(disk))
                        .setOccurredAt(BEGIN)
                        .build());
    }

    /** Gives the VM that was added last a channel for a guest agent. */
    public TestLog withAgent() {
        Entry last = entries.remove(entries.size() - 1);
        VmEvent seen = VmEvent.newBuilder((VmEvent) last.value())
                .setAgentConfigured(true)
                .build();
        return add(last.topic(), last.key(), seen);
    }

    /** Has a VM run from the beginning, but for eight hours each day. */
    public TestLog nightly(String id) {
        state(id, VmState.RUNNING, BEGIN);
        for (int day = 1; day < 30; day++) {
            state(id, VmState.SHUTOFF, BEGIN.plus(Duration.ofDays(day)));
            state(id, VmState.RUNNING, BEGIN.plus(Duration.ofDays(day)).plus(Duration.ofHours(8)));
        }
        return this;
    }

    /** Has a VM run from the beginning. */
    public TestLog running(String id) {
        return state(id, VmState.RUNNING, BEGIN);
    }

    /** Shuts a VM off an hour before now. */
    public TestLog off(String id) {
        return state(id, VmState.SHUTOFF, NOW.minus(Duration.ofHours(1)));
    }

    /** Has the store the version that a change brings, staged and pinned for it. */
    public TestLog staged(String change, int version) {
        String name = "golden.base-" + version;
        VolumeRef staged = new VolumeRef(STORE, name, DIRECTORY + "/" + name);
        return add(
                "storage",
                STORE,
                VolumeEvent.newBuilder(volume(staged, String.valueOf(version), VolumeEventType.PINNED))
                        .setSha256(sha256(version))
                        .setPins(List.of(change))
                        .build());
    }

    private static String sha256(int version) {
        return "%064x".formatted(version);
    }

    public TestLog policy(String name, int version, String document) {
        return add(
                "policies",
                name,
                PolicyEvent.newBuilder()
                        .setPolicy(name)
                        .setType(PolicyEventType.SET)
                        .setVersion(version)
                        .setDocument(document)
                        .setActor("test")
                        .setOccurredAt(BEGIN)
                        .build());
    }

    /** Publishes a change from the first version, and from the versions between. */
    public TestLog change(String id, int version) {
        List<String> supersedes = new ArrayList<>();
        for (int before = 0; before < version; before++) {
            supersedes.add(String.valueOf(before));
        }
        PortionVersion image = PortionVersion.newBuilder()
                .setPortion("golden/base")
                .setKind(PortionKind.BASE_IMAGE)
                .setVersion(String.valueOf(version))
                .setVersionOrder(VersionOrder.LISTED)
                .setSupersedes(supersedes)
                .setSha256(sha256(version))
                .setSize(SIZE)
                .setFormat(VolumeFormat.QCOW2)
                .setArtifactUri("file:/golden")
                .build();
        return change(id, ChangeEventType.AVAILABLE, List.of(image));
    }

    /** Withdraws a change. */
    public TestLog withdrawn(String id) {
        return change(id, ChangeEventType.WITHDRAWN, List.of());
    }

    private TestLog change(String id, ChangeEventType type, List<PortionVersion> portions) {
        return add(
                "changes",
                "golden",
                ChangeEvent.newBuilder()
                        .setChangeId(id)
                        .setType(type)
                        .setOperatingSystem("golden")
                        .setPortions(portions)
                        .setSeverity(Severity.LOW)
                        .setSource("test")
                        .setOccurredAt(NOW)
                        .build());
    }

    /** Says a phase of a VM's update, as the executor does. */
    public TestLog update(String id, UpdatePhase phase) {
        VolumeRef overlay = new VolumeRef(STORE, id + ".qcow2", DIRECTORY + "/" + id + ".qcow2");
        Replacement disk = Replacement.newBuilder()
                .setSlot("vda")
                .setPortion("golden/base")
                .setKind(PortionKind.BASE_IMAGE)
                .setFromVersion("1")
                .setFrom(base())
                .setFromOverlay(overlay)
                .setToVersion("2")
                .build();
        return add(
                "updates",
                id,
                UpdateEvent.newBuilder()
                        .setUpdateId("update-of-" + id)
                        .setChangeId(CHANGE)
                        .setVmId(id)
                        .setHostId("h1")
                        .setEpisode("episode")
                        .setPhase(phase)
                        .setState(stateAfter(phase))
                        .setAttempt(1)
                        .setReplacements(List.of(disk))
                        .setOccurredAt(BEGIN)
                        .setAdmission(new UpdateAdmission("all", 1, Map.of(), 1, null, null, false))
                        .build());
    }

    private static UpdateState stateAfter(UpdatePhase phase) {
        return switch (phase) {
            case UNKNOWN -> UpdateState.UNKNOWN;
            case REQUIRED, RELEASED -> UpdateState.WAITING;
            case GRANTED -> UpdateState.GRANTED;
            case APPLIED -> UpdateState.AWAITING_START;
            case FAILED -> UpdateState.ROLLING_BACK;
            case VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED -> UpdateState.ENDED;
        };
    }

    /** Freezes the fleet a while before now. */
    public TestLog frozen(String actor, String reason) {
        return add(
                "rollouts",
                "fleet",
                RolloutEvent.newBuilder()
                        .setChangeId("")
                        .setType(RolloutEventType.FROZEN)
                        .setActor(actor)
                        .setReason(reason)
                        .setOccurredAt(NOW.minus(Duration.ofHours(2)))
                        .build());
    }

    /** Says that the first wave of a policy was opened. */
    public TestLog waveOpened(String policy, long quota) {
        return add(
                "rollouts",
                CHANGE,
                RolloutEvent.newBuilder()
                        .setChangeId(CHANGE)
                        .setType(RolloutEventType.WAVE_OPENED)
                        .setPolicy(policy)
                        .setWave(1)
                        .setQuota(quota)
                        .setOccurredAt(BEGIN)
                        .build());
    }

    private TestLog state(String id, VmState state, Instant at) {
        VmStateEvent event = VmStateEvent.newBuilder()
                .setVmId(id)
                .setHostId("h1")
                .setState(state)
                .setOccurredAt(at)
                .build();
        entries.add(new Entry("slackwater.vm-states", id, event, at));
        return this;
    }

    private TestLog add(String topic, String key, SpecificRecord value) {
        entries.add(new Entry("slackwater." + topic, key, value, BEGIN));
        return this;
    }

    private static VolumeRef base() {
        return new VolumeRef(STORE, "golden-1.qcow2", DIRECTORY + "/golden-1.qcow2");
    }

    private static VolumeEvent volume(VolumeRef volume, String version, VolumeEventType type) {
        return VolumeEvent.newBuilder()
                .setVolume(volume)
                .setType(type)
                .setOwner(VolumeOwner.ADOPTED)
                .setPortion("golden/base")
                .setVersion(version)
                .setKind(PortionKind.BASE_IMAGE)
                .setOccurredAt(BEGIN)
                .build();
    }
}
