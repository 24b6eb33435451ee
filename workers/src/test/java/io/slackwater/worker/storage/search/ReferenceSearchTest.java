package io.slackwater.worker.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceSearchTest {

    private static final UUID VM = UUID.fromString("6f1b2c3d-0000-4000-8000-000000000001");
    private static final String PATH = "/pool/base.qcow2";
    private static final String OTHER = "<kernel>/pool/other</kernel>";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final VolumeRef TARGET = new VolumeRef("h1/default", "base.qcow2", PATH);

    @Test
    void shouldFindNothingWhereNothingRefersToIt() {
        assertThat(search(domain(kernel("/pool/other")), pool(volume("other", null))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("domainsThatReferToIt")
    void shouldFindEveryReferenceOfADomain(String name, Domain domain, BlockerCode code) {
        assertThat(search(domain, pool(overlay("vm.qcow2", PATH), volume("other", null))))
                .filteredOn(blocker -> blocker.subject().equals(VM.toString()))
                .extracting(Blocker::code)
                .contains(code);
    }

    static Stream<Arguments> domainsThatReferToIt() {
        return Stream.of(
                Arguments.of("kernel", domain(kernel(PATH)), BlockerCode.USED_BY_VM),
                Arguments.of("initrd", domain("<initrd>" + PATH + "</initrd>", ""), BlockerCode.USED_BY_VM),
                Arguments.of("loader", domain("<loader>" + PATH + "</loader>", ""), BlockerCode.USED_BY_VM),
                Arguments.of("disk", domain(disk("file", PATH, "qcow2")), BlockerCode.USED_BY_VM),
                Arguments.of(
                        "path with dots",
                        domain(disk("file", "/pool/x/../base.qcow2", "qcow2")),
                        BlockerCode.USED_BY_VM),
                Arguments.of(
                        "disk by pool and volume",
                        domain(
                                "",
                                "<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/>"
                                        + "<source pool='default' volume='base.qcow2'/><target dev='vda' bus='virtio'/></disk>"),
                        BlockerCode.USED_BY_VM),
                Arguments.of(
                        "overlay by pool and volume",
                        domain(
                                "",
                                "<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/>"
                                        + "<source pool='default' volume='vm.qcow2'/><target dev='vda' bus='virtio'/></disk>"),
                        BlockerCode.USED_BY_VM),
                Arguments.of("overlay", domain(disk("file", "/pool/vm.qcow2", "qcow2")), BlockerCode.USED_BY_VM),
                Arguments.of(
                        "backing chain of the running machine",
                        live(diskWithBacking("/elsewhere/vm.qcow2", PATH)),
                        BlockerCode.USED_BY_VM),
                Arguments.of("running machine alone", live(disk("file", PATH, "qcow2")), BlockerCode.USED_BY_VM),
                Arguments.of("managed save", saved(kernel(PATH)), BlockerCode.USED_BY_SAVED_STATE),
                Arguments.of("snapshot", snapshot("domain", kernel(PATH)), BlockerCode.USED_BY_SNAPSHOT),
                Arguments.of(
                        "inactive domain of a snapshot",
                        snapshot("inactiveDomain", kernel(PATH)),
                        BlockerCode.USED_BY_SNAPSHOT),
                Arguments.of(
                        "QEMU command line",
                        domain(
                                "",
                                "",
                                "<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>"
                                        + "<qemu:arg value='-drive'/><qemu:arg value='file=" + PATH
                                        + ",if=none'/></qemu:commandline>"),
                        BlockerCode.USED_BY_VM),
                Arguments.of("checkpoint", checkpoint(kernel(PATH)), BlockerCode.USED_BY_CHECKPOINT),
                Arguments.of(
                        "backing image by pool and volume",
                        domain(
                                "",
                                "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/pool/other'/>"
                                        + "<backingStore type='volume'><format type='raw'/>"
                                        + "<source pool='default' volume='base.qcow2'/></backingStore>"
                                        + "<target dev='vda' bus='virtio'/></disk>"),
                        BlockerCode.USED_BY_VM),
                Arguments.of(
                        "directory of the pool",
                        domain("", "<filesystem type='mount'><source dir='/pool'/><target dir='t'/></filesystem>"),
                        BlockerCode.USED_BY_VM),
                Arguments.of(
                        "template of the NVRAM",
                        domain("<nvram template='" + PATH + "'>/pool/other</nvram>", ""),
                        BlockerCode.USED_BY_VM),
                Arguments.of("link to it", domain(kernel("/srv/link")), BlockerCode.REFERENCE_UNCLEAR),
                Arguments.of(
                        "raw disk outside the pools",
                        domain(disk("file", "/srv/data.img", "raw")),
                        BlockerCode.REFERENCE_UNCLEAR),
                Arguments.of(
                        "link on QEMU's command line",
                        domain(
                                "",
                                "",
                                "<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>"
                                        + "<qemu:arg value='file=/srv/li,,nk,if=none'/></qemu:commandline>"),
                        BlockerCode.REFERENCE_UNCLEAR),
                Arguments.of(
                        "image outside the pools",
                        domain(disk("file", "/elsewhere/vm.qcow2", "qcow2")),
                        BlockerCode.REFERENCE_UNCLEAR),
                Arguments.of(
                        "image outside the pools whose definition tells another chain than its header may",
                        domain(diskWithBacking("/elsewhere/vm.qcow2", "/pool/other")),
                        BlockerCode.REFERENCE_UNCLEAR),
                Arguments.of(
                        "disk that is served over NBD",
                        domain(
                                "",
                                "<disk type='network' device='disk'><source protocol='nbd' name='x'><host name='h'/>"
                                        + "</source><target dev='vda'/></disk>"),
                        BlockerCode.REFERENCE_UNCLEAR),
                Arguments.of(
                        "volume of a pool that is not there",
                        domain(
                                "",
                                "<disk type='volume' device='disk'><source pool='gone' volume='x'/>"
                                        + "<target dev='vda' bus='virtio'/></disk>"),
                        BlockerCode.REFERENCE_UNCLEAR),
                Arguments.of("malformed definition", unreadable(), BlockerCode.VM_UNKNOWN),
                Arguments.of("malformed snapshot", malformedSnapshot(), BlockerCode.VM_UNKNOWN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("domainsThatDoNotReferToIt")
    void shouldNotHoldForWhatIsKnownToReferElsewhere(String name, Domain domain) {
        assertThat(search(
                        domain,
                        pool(
                                volume("other", null),
                                overlay("top.qcow2", "/pool/other"),
                                volume("base.qcow2.old", null))))
                .isEmpty();
    }

    static Stream<Arguments> domainsThatDoNotReferToIt() {
        return Stream.of(
                Arguments.of("another kernel", domain(kernel("/pool/base.qcow2.old"))),
                Arguments.of("kernel of the operating system", domain(kernel("/boot/vmlinuz"))),
                Arguments.of(
                        "firmware of the operating system",
                        domain("<loader>/usr/share/OVMF/OVMF_CODE.fd</loader>", "")),
                Arguments.of("whole disk of the machine", domain(disk("file", "/dev/sdb", "raw"))),
                Arguments.of(
                        "disk in a store of its own",
                        domain(
                                "",
                                "<disk type='network' device='disk'><source protocol='rbd' name='x'/><target dev='vda'/></disk>")),
                Arguments.of(
                        "console outside the pools",
                        domain("", "<serial type='file'><source path='/srv/vm.log'/></serial>")),
                Arguments.of("empty drive", domain("", "<disk type='file' device='cdrom'><target dev='sda'/></disk>")),
                Arguments.of("overlay on another", domain(disk("file", "/pool/top.qcow2", "qcow2"))));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void shouldFollowBackingFilesOverAllPools(List<StoragePool> pools, List<BlockerCode> codes) {
        assertThat(search(new HostSnapshot("h1", "default", List.of(), pools, NOW), TARGET))
                .extracting(Blocker::code)
                .containsExactlyElementsOf(codes);
    }

    static Stream<Arguments> pools() {
        BlockerCode backed = BlockerCode.USED_BY_BACKING_CHAIN;
        BlockerCode unclear = BlockerCode.REFERENCE_UNCLEAR;
        return Stream.of(
                Arguments.of(List.of(pool(overlay("a", PATH))), List.of(backed)),
                Arguments.of(
                        List.of(pool(overlay("a", PATH), overlay("b", "/pool/a"), overlay("c", "/pool/b"))),
                        List.of(backed, backed, backed)),
                Arguments.of(List.of(pool(overlay("a", "base.qcow2"))), List.of(backed)),
                Arguments.of(List.of(pool(), otherPool(true, overlay("a", PATH))), List.of(backed)),
                Arguments.of(List.of(pool(overlay("a", "/outside/x"))), List.of(unclear)),
                Arguments.of(
                        List.of(pool(overlay("a", "/pool/b"), overlay("b", "/pool/a"))), List.of(unclear, unclear)),
                Arguments.of(List.of(pool(overlay("a", "json:{}"))), List.of(unclear)),
                Arguments.of(List.of(pool(overlay("a", "json:{\"filename\":\"" + PATH + "\"}"))), List.of(backed)),
                Arguments.of(List.of(pool(volume("d", null), overlay("a", "/pool/d"))), List.of()),
                Arguments.of(List.of(pool(), otherPool(false)), List.of(BlockerCode.HOST_UNREACHABLE)),
                Arguments.of(List.of(otherPool(true)), List.of(BlockerCode.HOST_UNREACHABLE)));
    }

    @Test
    void shouldFindUsesOfVolumeThatIsDeletedAlready() {
        StoragePool empty = new StoragePool("default", "dir", true, "/pool", 1000, 500, List.of());
        VolumeRef withoutPath = new VolumeRef("h1/default", "base.qcow2", "");

        List<Blocker> found = search(
                new HostSnapshot("h1", "default", List.of(domain(disk("file", PATH, "raw"))), List.of(empty), NOW),
                withoutPath);

        assertThat(found).extracting(Blocker::code).contains(BlockerCode.USED_BY_VM);
    }

    @Test
    void shouldFindUsesByLinkThatAPoolLists() {
        StoragePool pool = new StoragePool(
                "default",
                "dir",
                true,
                "/pool",
                1000,
                500,
                List.of(stamped("base.qcow2", "1 1"), stamped("link", "1 1"), stamped("other", "1 2")));

        assertThat(search(domain(kernel("/pool/link")), pool))
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.USED_BY_VM);
        assertThat(search(domain(kernel("/pool/other")), pool)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void shouldFindWhatOnlyTheImagesTell(String name, String poolType, byte[] image, List<BlockerCode> codes) {
        StoragePool others = new StoragePool(
                "second",
                poolType,
                true,
                "/second",
                1000,
                500,
                List.of(new Volume(
                        "v", "/second/v", poolType.equals("dir") ? "qcow2" : "raw", 10, 10, Optional.empty())));
        HostSnapshot host = new HostSnapshot("h1", "default", List.of(), List.of(pool(), others), NOW);

        assertThat(search(host, TARGET, Map.of("v", image)))
                .extracting(Blocker::code)
                .containsExactlyElementsOf(codes);
    }

    static Stream<Arguments> images() {
        List<BlockerCode> backed = List.of(BlockerCode.USED_BY_BACKING_CHAIN);
        List<BlockerCode> unclear = List.of(BlockerCode.REFERENCE_UNCLEAR);
        return Stream.of(
                Arguments.of("data file", "dir", QcowImage.withDataFile(PATH), backed),
                Arguments.of("data file beside it", "dir", QcowImage.withDataFile("data"), unclear),
                Arguments.of("data file without a name", "dir", QcowImage.withDataFile(""), unclear),
                Arguments.of("backing file in a block device", "logical", QcowImage.withBackingFile(PATH), backed),
                Arguments.of(
                        "backing file upwards", "logical", QcowImage.withBackingFile("../pool/base.qcow2"), backed),
                Arguments.of("backing file elsewhere", "dir", QcowImage.withBackingFile("/pool/other"), unclear),
                Arguments.of("export", "dir", QcowImage.withBackingFile("nbd://h/x"), unclear),
                Arguments.of("no other file", "dir", QcowImage.alone(), List.of()),
                Arguments.of("truncated", "dir", Arrays.copyOf(QcowImage.alone(), 80), unclear),
                Arguments.of("no image", "logical", new byte[4096], List.of()));
    }

    private static Volume stamped(String name, String stamp) {
        return new Volume(name, "/pool/" + name, "raw", 10, 10, Optional.empty(), stamp, 10, VolumeTraits.DEFAULT);
    }

    private static List<Blocker> search(Domain domain, StoragePool pool) {
        return search(new HostSnapshot("h1", "default", List.of(domain), List.of(pool), NOW), TARGET);
    }

    private static List<Blocker> search(HostSnapshot host, VolumeRef volume) {
        return search(host, volume, Map.of());
    }

    private static List<Blocker> search(HostSnapshot host, VolumeRef volume, Map<String, byte[]> images) {
        try {
            return ReferenceSearch.search(host, volume, (pool, name, length) -> images.getOrDefault(name, new byte[0]));
        } catch (HypervisorException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static StoragePool pool(Volume... others) {
        List<Volume> volumes = Stream.concat(Stream.of(volume("base.qcow2", null)), Stream.of(others))
                .toList();
        return new StoragePool("default", "dir", true, "/pool", 1000, 500, volumes);
    }

    private static StoragePool otherPool(boolean active, Volume... volumes) {
        return new StoragePool("second", "dir", active, "/second", 1000, 500, List.of(volumes));
    }

    private static Volume overlay(String name, String backing) {
        return volume(name, backing);
    }

    private static Volume volume(String name, @org.jspecify.annotations.Nullable String backing) {
        return new Volume(name, "/pool/" + name, "qcow2", 10, 10, Optional.ofNullable(backing));
    }

    private static String kernel(String path) {
        return xml("<kernel>" + path + "</kernel>", "", "");
    }

    private static String disk(String type, String path, String format) {
        return xml(
                OTHER,
                "<disk type='" + type + "' device='disk'><driver name='qemu' type='" + format + "'/><source file='"
                        + path + "'/><target dev='vda' bus='virtio'/></disk>",
                "");
    }

    private static String diskWithBacking(String path, String backing) {
        return xml(
                OTHER,
                "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + path
                        + "'/><backingStore type='file'><format type='qcow2'/><source file='" + backing
                        + "'/><backingStore/></backingStore><target dev='vda' bus='virtio'/></disk>",
                "");
    }

    private static String xml(String os, String devices, String more) {
        return "<domain type='qemu'><name>vm1</name><uuid>" + VM + "</uuid><os><type>hvm</type>" + os + "</os><devices>"
                + devices + "</devices>" + more + "</domain>";
    }

    private static Domain domain(String os, String devices) {
        return domain(xml(os, devices, ""));
    }

    private static Domain domain(String os, String devices, String more) {
        return domain(xml(os, devices, more));
    }

    private static Domain domain(String definition) {
        return domain(definition, Optional.empty(), Optional.empty(), List.of());
    }

    private static Domain live(String definition) {
        return domain(xml(OTHER, "", ""), Optional.of(definition), Optional.empty(), List.of());
    }

    private static Domain saved(String definition) {
        return domain(xml(OTHER, "", ""), Optional.empty(), Optional.of(definition), List.of());
    }

    private static Domain snapshot(String element, String definition) {
        String inner = definition.replace("<domain ", "<" + element + " ").replace("</domain>", "</" + element + ">");
        String other = element.equals("domain") ? "" : xml(OTHER, "", "");
        return withSnapshot("<domainsnapshot><name>s1</name>" + other + inner + "</domainsnapshot>");
    }

    private static Domain checkpoint(String definition) {
        Domain.Checkpoint checkpoint =
                new Domain.Checkpoint("c1", "<domaincheckpoint><name>c1</name>" + definition + "</domaincheckpoint>");
        return new Domain(
                VM,
                "vm1",
                RunState.SHUTOFF,
                "SHUTDOWN",
                true,
                xml(OTHER, "", ""),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(checkpoint));
    }

    private static Domain malformedSnapshot() {
        return withSnapshot("<domainsnapshot><name>s1");
    }

    private static Domain withSnapshot(String xml) {
        return domain(xml(OTHER, "", ""), Optional.empty(), Optional.empty(), List.of(new Domain.Snapshot("s1", xml)));
    }

    private static Domain unreadable() {
        return domain("<domain");
    }

    private static Domain domain(
            String definition, Optional<String> live, Optional<String> saved, List<Domain.Snapshot> snapshots) {
        return new Domain(VM, "vm1", RunState.SHUTOFF, "SHUTDOWN", true, definition, live, saved, snapshots, List.of());
    }
}
