package io.slackwater.worker.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts in which a volume is in use, or may be, by a name that is not its pool's. Each was once taken for another file. */
class AliasedReferencesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String PATH = "/golden/base";
    private static final VolumeRef TARGET = new VolumeRef("h1/golden", "base", PATH);
    private static final StoragePool GOLDEN =
            pool("golden", "/golden", volume("/golden", "base", "qcow2", null, "1 1"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("domains")
    void shouldKeepWhatADomainMayLeadTo(String name, String os, String devices, String more, String named) {
        assertKept(search(List.of(domain(os, devices, more)), List.of(GOLDEN)), named);
    }

    static Stream<Arguments> domains() {
        return Stream.of(
                inDevices("image below /usr/local", disk("/usr/local/vms/x.qcow2", "qcow2"), "/usr/local/vms/x.qcow2"),
                inDevices("image below /etc", disk("/etc/vms/x.qcow2", "qcow2"), "/etc/vms/x.qcow2"),
                inDevices("writable raw disk below /usr/share", disk("/usr/share/x.img", "raw"), "/usr/share/x.img"),
                inDevices("qcow2 in a whole disk", disk("/dev/sdb", "qcow2"), "/dev/sdb"),
                inDevices("qcow2 in a whole disk, read only", readOnly("/dev/sdb", "qcow2"), "/dev/sdb"),
                inDevices(
                        "image upwards from a directory that may be a link",
                        disk("/links/vms/../golden/base", "raw"),
                        "/links/vms/../golden/base"),
                inDevices(
                        "image upwards out of /usr",
                        disk("/usr/share/../golden/base", "raw"),
                        "/usr/share/../golden/base"),
                inDevices("name in Latin-1", disk("/golden/b\uFFFDse", "raw"), "b\uFFFDse"),
                inDevices(
                        "volume that is not there now",
                        "<disk type='volume'><source pool='golden' volume='away.qcow2'/><target dev='vda'/></disk>",
                        "away.qcow2"),
                inDevices(
                        "shared directory of somebody else's virtiofsd",
                        "<filesystem type='mount'><driver type='virtiofs'/><source socket='/run/fs.sock'/><target"
                                + " dir='t'/></filesystem>",
                        "virtiofs"),
                inDevices("state of a TPM", tpm(PATH), "TPM"),
                inDevices("state of a TPM elsewhere", tpm("/srv/tpm"), "/srv/tpm"),
                inOs(
                        "firmware that may have a backing file",
                        "<loader format='qcow2'>/usr/share/OVMF/x.qcow2</loader>",
                        "x.qcow2"),
                inOs("shim", "<shim>/golden//base</shim>", "shim"),
                inOs("variables", "<varstore path='/golden/./base'/>", "varstore"),
                inOs(
                        "template of variables",
                        "<varstore template='/golden//base' path='/srv/v'/>",
                        "varstore template"),
                inOs("writable loader", "<loader readonly='no' type='pflash'>/usr/share/OVMF/x.fd</loader>", "x.fd"),
                inOs("loader below /usr/local", "<loader>/usr/local/fw.fd</loader>", "/usr/local/fw.fd"),
                onCommandLine(
                        "escaped slashes",
                        "file:json:{\"driver\":\"raw\",\"file.filename\":\"\\/golden\\/base\"}",
                        "command line"),
                onCommandLine(
                        "node with escaped slashes",
                        "{\"driver\":\"file\",\"filename\":\"\\/golden\\/base\"}",
                        "command line"),
                onCommandLine("relative path", "file=golden/base,if=none", "golden/base"),
                onCommandLine("relative name", "file=base,if=none", "base"),
                onCommandLine("path upwards", "if=none,file=../golden/base", "golden/base"),
                onCommandLine(
                        "image of the system that is no firmware",
                        "file=/usr/share/x.qcow2,if=none",
                        "/usr/share/x.qcow2"),
                arguments("relative name of an option", "base", "-hda", "base"),
                arguments("settings in a file", "guest.cfg", "-readconfig", "guest.cfg"),
                arguments("settings in a file of the system", "/etc/guest.cfg", "-readconfig", "/etc/guest.cfg"),
                inMore(
                        "overridden property",
                        "<q:override xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:device"
                                + " alias='x'><q:frontend><q:property name='romfile' type='string'"
                                + " value='/golden//base'/></q:frontend></q:device></q:override>",
                        "command line"));
    }

    @Test
    void shouldKeepWhatTheMemoryOfASnapshotIsIn() {
        String xml = "<domainsnapshot><name>s</name><memory snapshot='external' file='/golden//base'/>"
                + xml("", "", "") + "</domainsnapshot>";
        Domain domain = new Domain(
                new UUID(0, 1),
                "vm1",
                RunState.SHUTOFF,
                "",
                true,
                xml("", "", ""),
                Optional.empty(),
                Optional.empty(),
                List.of(new Domain.Snapshot("s", xml)),
                List.of());

        assertKept(search(List.of(domain), List.of(GOLDEN)), "memory");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backingNames")
    void shouldKeepWhatAnImageIsBackedBy(String backing) {
        StoragePool vms = pool("vms", "/vms", volume("/vms", "vm", "qcow2", backing, "2 2"));

        assertKept(search(List.of(), List.of(GOLDEN, vms)), "/vms/vm");
    }

    static Stream<String> backingNames() {
        return Stream.of(
                "/golden//base",
                "/golden/./base",
                "../golden/base",
                "/vms/../golden/base",
                "/links/vms/../other/base",
                "file:/golden/base",
                "file:///golden/base",
                "json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"/golden/base\"}}",
                "json:{\"driver\":\"qcow2\",\"file.filename\":\"\\/golden\\/base\"}",
                "json:{'driver':'raw','file.filename':'/links/base'}",
                "json:{\"driver\":\"nbd\"}",
                "json:",
                "json:{",
                "file:base",
                "/dev/sdb",
                "/usr/share/base",
                "/etc/base",
                "/golden/b\uFFFDse");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void shouldKeepAndNameTheImageWhoseHeadIsBad(String name, byte[] head) {
        StoragePool lvs = new StoragePool(
                "lvs",
                "logical",
                true,
                "/dev/lvs",
                1000,
                500,
                List.of(volume("/dev/lvs", "guest", "raw", null, "2 2")));

        assertThat(search(List.of(), List.of(GOLDEN, lvs), Map.of("guest", head)))
                .singleElement()
                .satisfies(blocker -> assertThat(blocker.detail()).contains("/dev/lvs/guest", "lvs", "h1"));
    }

    static Stream<Arguments> heads() {
        byte[] cut = Arrays.copyOf(QcowImage.alone(), 71);
        byte[] far = QcowImage.alone();
        ByteBuffer.wrap(far).putLong(8, Long.MIN_VALUE).putInt(16, 8);
        byte[] long1 = QcowImage.alone();
        ByteBuffer.wrap(long1).putLong(8, Long.MAX_VALUE).putInt(16, Integer.MAX_VALUE);
        byte[] negative = QcowImage.alone();
        ByteBuffer.wrap(negative).putLong(8, 112).putInt(16, -1);
        byte[] header = QcowImage.withDataFile("x");
        ByteBuffer.wrap(header).putInt(100, -1);
        byte[] version = QcowImage.withBackingFile(PATH + "x");
        ByteBuffer.wrap(version).putInt(4, Integer.MIN_VALUE);
        return Stream.of(
                Arguments.of("NUL in a name", QcowImage.withBackingFile("/other\0/x")),
                Arguments.of("NUL behind the name", QcowImage.withBackingFile(PATH + "\0/x")),
                Arguments.of("cut off", cut),
                Arguments.of("name at -2^63", far),
                Arguments.of("name at 2^63-1", long1),
                Arguments.of("name of length -1", negative),
                Arguments.of("header of 2^32-1 bytes", header),
                Arguments.of("version 2^31", version),
                Arguments.of("not UTF-8", QcowImage.withBackingFile("/golden/b\uFFFDse")));
    }

    @Test
    void shouldKeepWhatIsUsedByTheOtherPoolOfItsDirectoryWhileItIsWritten() {
        Volume marker = volume("/golden", "slackwater-store:h1:golden", "raw", null, "5 5");
        Volume again = volume("/links/golden", "slackwater-store:h1:golden", "raw", null, "5 5");
        StoragePool one = pool("golden", "/golden", volume("/golden", "base", "qcow2", null, "1 1"), marker);
        StoragePool other =
                pool("again", "/links/golden", volume("/links/golden", "base", "qcow2", null, "1 2"), again);

        assertKept(search(List.of(domain("", disk("/links/golden/base", "qcow2"), "")), List.of(one, other)), "vda");
    }

    @Test
    void shouldKeepWhatMayBeInBothPoolsWhereNoFileShowsIt() {
        StoragePool other = pool("again", "/links/golden", volume("/links/golden", "base", "qcow2", null, "1 2"));

        assertKept(
                search(List.of(domain("", disk("/links/golden/base", "qcow2"), "")), List.of(GOLDEN, other)),
                "/links/golden/base");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elsewhere")
    void shouldNotHoldForWhatIsElsewhereByItsRoleAndPlace(String name, String os, String devices) {
        assertThat(search(List.of(domain(os, devices, "")), List.of(GOLDEN))).isEmpty();
    }

    static Stream<Arguments> elsewhere() {
        return Stream.of(
                Arguments.of("firmware", "<loader>/usr/share/OVMF/CODE.fd</loader>", ""),
                Arguments.of(
                        "variables of firmware",
                        "<nvram template='/usr/share/OVMF/VARS.fd'>/var/lib/libvirt/qemu/nvram/x</nvram>",
                        ""),
                Arguments.of("kernel of the host", "<kernel>/boot/vmlinuz</kernel>", ""),
                Arguments.of("ROM", "", "<interface type='user'><rom file='/usr/lib/ipxe/qemu/x.rom'/></interface>"),
                Arguments.of("drivers on a CD-ROM", "", readOnly("/usr/share/virtio-win/x.iso", "raw")),
                Arguments.of("raw whole disk", "", disk("/dev/sdb", "raw")));
    }

    private static Arguments inDevices(String name, String devices, String named) {
        return Arguments.of(name, "", devices, "", named);
    }

    private static Arguments inOs(String name, String os, String named) {
        return Arguments.of(name, os, "", "", named);
    }

    private static Arguments inMore(String name, String more, String named) {
        return Arguments.of(name, "", "", more, named);
    }

    private static Arguments onCommandLine(String name, String argument, String named) {
        return arguments(name, named, "-drive", argument);
    }

    private static Arguments arguments(String name, String named, String... arguments) {
        String values = Stream.of(arguments)
                .map(argument -> "<q:arg value='" + argument.replace("\"", "&quot;") + "'/>")
                .collect(Collectors.joining());
        return inMore(
                name,
                "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>" + values + "</q:commandline>",
                named);
    }

    private static String disk(String path, String format) {
        return "<disk type='file'><driver name='qemu' type='" + format + "'/><source file='" + path
                + "'/><target dev='vda'/></disk>";
    }

    private static String readOnly(String path, String format) {
        return disk(path, format).replace("</disk>", "<readonly/></disk>");
    }

    private static String tpm(String path) {
        return "<tpm><backend type='emulator'><source type='file' path='" + path + "'/></backend></tpm>";
    }

    private static String xml(String os, String devices, String more) {
        return "<domain type='qemu'><name>vm1</name><uuid>" + new UUID(0, 1) + "</uuid><os><type>hvm</type>" + os
                + "</os><devices>" + devices + "</devices>" + more + "</domain>";
    }

    private static Domain domain(String os, String devices, String more) {
        return new Domain(
                new UUID(0, 1),
                "vm1",
                RunState.SHUTOFF,
                "",
                true,
                xml(os, devices, more),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static StoragePool pool(String name, String path, Volume... volumes) {
        return new StoragePool(name, "dir", true, path, 1000, 500, List.of(volumes));
    }

    private static Volume volume(
            String directory,
            String name,
            String format,
            @org.jspecify.annotations.Nullable String backing,
            String stamp) {
        return new Volume(
                name,
                directory + "/" + name,
                format,
                10,
                10,
                Optional.ofNullable(backing),
                stamp,
                10,
                VolumeTraits.DEFAULT);
    }

    private static void assertKept(List<Blocker> blockers, String named) {
        assertThat(blockers).isNotEmpty().anySatisfy(blocker -> assertThat(blocker.detail())
                .contains(named));
    }

    private static List<Blocker> search(List<Domain> domains, List<StoragePool> pools) {
        return search(domains, pools, Map.of());
    }

    private static List<Blocker> search(List<Domain> domains, List<StoragePool> pools, Map<String, byte[]> heads) {
        try {
            return ReferenceSearch.search(
                    new HostSnapshot("h1", "golden", domains, pools, NOW),
                    TARGET,
                    (pool, name, length) -> heads.getOrDefault(name, QcowImage.alone()));
        } catch (HypervisorException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
