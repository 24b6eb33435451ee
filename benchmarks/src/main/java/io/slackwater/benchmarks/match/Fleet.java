package io.slackwater.benchmarks.match;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
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
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.EventStamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fleet as its watchers would publish it: every VM boots the same version of one kernel from a volume in its host's own
 * store, and has a disk of its own. Every change is a newer version of that kernel, so it concerns every VM.
 */
public final class Fleet {

    private static final int VMS_PER_HOST = 100;
    private static final String OPERATING_SYSTEM = "debian-12";
    private static final String PORTION = OPERATING_SYSTEM + "/kernel";
    private static final String DIGEST = "0f3a".repeat(16);

    private final TopicSerializer values = new TopicSerializer();
    private final int vms;

    public Fleet(int vms) {
        this.vms = vms;
    }

    public int vms() {
        return vms;
    }

    public int hosts() {
        return (vms + VMS_PER_HOST - 1) / VMS_PER_HOST;
    }

    /** Returns the observation of a VM, by its number from 0 on. */
    ProducerRecord<byte[], byte[]> vm(int number) {
        String host = host(number / VMS_PER_HOST);
        String id = UUID.nameUUIDFromBytes(("vm-" + number).getBytes(StandardCharsets.UTF_8))
                .toString();
        VmEvent event = VmEvent.newBuilder()
                .setVmId(id)
                .setType(VmEventType.OBSERVED)
                .setHostId(host)
                .setName("vm-" + number)
                .setUses(List.of(
                        use("kernel", SlotKind.KERNEL, kernelVolume(host), true),
                        use("vda", SlotKind.DISK, volume(host, "vm-" + number + ".qcow2"), false)))
                .setDefinitionDigest(DIGEST)
                .setOccurredAt(Instant.now())
                .build();
        return record(Topics.VM_INVENTORY, "vm-inventory", id, event, observed -> observed.getType()
                .name());
    }

    private static Use use(String slot, SlotKind kind, VolumeRef volume, boolean readOnly) {
        return Use.newBuilder()
                .setSlot(slot)
                .setSlotKind(kind)
                .setLive(true)
                .setConfigured(true)
                .setReadOnly(readOnly)
                .setVolume(volume)
                .build();
    }

    /** Returns what says that a host's kernel volume, by the host's number from 0 on, holds the first version. */
    ProducerRecord<byte[], byte[]> volume(int number) {
        VolumeRef volume = kernelVolume(host(number));
        VolumeEvent event = VolumeEvent.newBuilder()
                .setVolume(volume)
                .setOwner(VolumeOwner.ADOPTED)
                .setType(VolumeEventType.ADOPTED)
                .setPortion(PORTION)
                .setKind(PortionKind.KERNEL)
                .setVersion(version(0))
                .setOccurredAt(Instant.now())
                .build();
        return record(Topics.STORAGE, "storage-reclaimer", volume.getStore(), event, adopted -> adopted.getType()
                .name());
    }

    /** Returns a change that replaces the first version and every change before it, by its number from 1 on. */
    ProducerRecord<byte[], byte[]> change(int number) {
        PortionVersion kernel = PortionVersion.newBuilder()
                .setPortion(PORTION)
                .setKind(PortionKind.KERNEL)
                .setVersion(version(number))
                .setVersionOrder(VersionOrder.LISTED)
                .setSupersedes(
                        IntStream.range(0, number).mapToObj(Fleet::version).toList())
                .setSha256(DIGEST)
                .setSize(1)
                .setFormat(VolumeFormat.RAW)
                .setArtifactUri("http://127.0.0.1/artifacts/kernel")
                .build();
        ChangeEvent event = ChangeEvent.newBuilder()
                .setChangeId(changeId(number))
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem(OPERATING_SYSTEM)
                .setPortions(List.of(kernel))
                .setSeverity(Severity.HIGH)
                .setSource("benchmark")
                .setOccurredAt(Instant.now())
                .build();
        return record(Topics.CHANGES, "patch-ingest", OPERATING_SYSTEM, event, available -> available
                .getType()
                .name());
    }

    static String changeId(int number) {
        return OPERATING_SYSTEM + "-%016x".formatted(number);
    }

    private static String version(int number) {
        return "6.1.0-" + (10 + number) + "-cloud-amd64";
    }

    private static String host(int number) {
        return "host-%05d".formatted(number);
    }

    private static VolumeRef kernelVolume(String host) {
        return volume(host, "debian-12.kernel-" + version(0) + "-" + DIGEST.substring(0, 12));
    }

    private static VolumeRef volume(String host, String name) {
        return new VolumeRef(host + "/default", name, "/var/lib/libvirt/images/" + name);
    }

    private <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
            Topic<T> topic, String service, String key, T event, Function<T, String> type) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(), key.getBytes(StandardCharsets.UTF_8), values.serialize(topic.name(), event));
        EventStamp<T> stamp = new EventStamp<>(topic, service, type);
        EventHeaders.stamp(record.headers(), stamp.describe(key, event, System.currentTimeMillis()));
        return record;
    }
}
