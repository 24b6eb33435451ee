package io.slackwater.worker.storage.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What libvirt and qemu-img make of names, and what the look makes of that. */
class RealHostReferencesTest {

    private static LibvirtHost host;
    private static HostConnection connection;
    private static int layouts;

    private Path golden;
    private Path vms;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        host = LibvirtHost.start(directory, 1);
        connection = new StandardHypervisors().open(host.uri());
    }

    @AfterAll
    static void stop() {
        if (connection != null) {
            connection.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void layOut() throws Exception {
        for (StoragePool pool : connection.pools()) {
            host.virsh().attempt("pool-destroy", pool.name());
            host.virsh().attempt("pool-undefine", pool.name());
        }
        Path layout = Files.createDirectories(host.storage().resolve("layout-" + layouts++));
        golden = Files.createDirectories(layout.resolve("golden"));
        vms = Files.createDirectories(layout.resolve("vms"));
        qemuImg("create", "-f", "qcow2", golden.resolve("base").toString(), "8M");
        qemuImg("create", "-f", "qcow2", golden.resolve("other").toString(), "9M");
        Files.createSymbolicLink(golden.resolve("latest"), Path.of("base"));
        pool("golden", golden);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GOLDEN/base",
                "GOLDEN//base",
                "GOLDEN/./base",
                "../golden/base",
                "VMS/../golden/base",
                "GOLDEN/latest",
                "../golden/latest",
                "file:GOLDEN/base",
                "file://GOLDEN/base",
                "json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"GOLDEN/base\"}}"
            })
    void shouldFindTheBaseByWhateverNameTheOverlayHas(String backing) throws Exception {
        overlay(backing);
        pool("vms", vms);

        assertThat(codes("base")).containsExactly(BlockerCode.USED_BY_BACKING_CHAIN);
        assertThat(codes("other")).isEmpty();
    }

    @Test
    void shouldFollowNoDirectoryThatIsALink() throws Exception {
        Path real = Files.createDirectories(golden.resolveSibling("real").resolve("vms"));
        Files.createDirectories(real.resolveSibling("golden"));
        qemuImg(
                "create",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                "-b",
                golden.resolve("other").toString(),
                real.resolveSibling("golden").resolve("base").toString());
        Files.delete(vms);
        Files.createSymbolicLink(vms, real);
        overlay("../golden/base");
        pool("vms", vms);

        // By its text the overlay is backed by "base"; in truth by an image that no pool lists, and that by "other".
        assertThat(codes("other")).containsExactly(BlockerCode.REFERENCE_UNCLEAR);
        assertThat(search("other")).first().satisfies(blocker -> assertThat(blocker.detail())
                .contains("vms", "../golden/base", "h1"));
        assertThat(codes("base")).isNotEmpty();
    }

    @Test
    void shouldKeepTheImageThatAPoolIsMountedFrom() throws Exception {
        Path image = golden.resolve("image");
        Files.write(image, new byte[8 << 20]);
        run("mkfs.ext4", "-q", image.toString());
        Path target = Files.createDirectories(golden.resolveSibling("mounted"));
        host.virsh()
                .run(
                        "pool-create-as",
                        "mounted",
                        "fs",
                        "--source-dev",
                        image.toString(),
                        "--target",
                        target.toString());

        assertThat(codes("image")).containsExactly(BlockerCode.USED_BY_BACKING_CHAIN);
    }

    @Test
    void shouldAnswerWhateverSizeAHeaderSays() throws Exception {
        Path bad = golden.resolve("bad");
        byte[] content = Files.readAllBytes(golden.resolve("base"));
        ByteBuffer.wrap(content).putLong(24, Long.MIN_VALUE);
        Files.write(bad, content);

        assertThat(codes("base")).isEmpty();
        assertThat(connection.pool("golden").orElseThrow().volume("bad")).isPresent();
    }

    private void overlay(String backing) throws Exception {
        String name = backing.replace("GOLDEN", golden.toString()).replace("VMS", vms.toString());
        qemuImg(
                "create",
                "-u",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                "-b",
                name,
                vms.resolve("vm").toString(),
                "8M");
    }

    private static void pool(String name, Path target) {
        host.virsh().run("pool-create-as", name, "dir", "--target", target.toString());
    }

    private Set<BlockerCode> codes(String volume) throws Exception {
        return search(volume).stream().map(Blocker::code).collect(Collectors.toSet());
    }

    private List<Blocker> search(String volume) throws Exception {
        HostSnapshot listing =
                new HostSnapshot("h1", "golden", connection.domains(), connection.pools(), Instant.EPOCH);
        VolumeRef target =
                new VolumeRef("h1/golden", volume, golden.resolve(volume).toString());
        return ReferenceSearch.search(listing, target, connection::beginning);
    }

    private static void qemuImg(String... arguments) throws Exception {
        run("qemu-img", arguments);
    }

    private static void run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
