package io.slackwater.hypervisor.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What libvirt and QEMU make of an edited disk. No guest runs: QEMU opens the images, and stays paused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlotEditOnLibvirtTest {

    private static final String GUEST = "edited";
    private static final int IMAGE_BYTES = 1 << 20;

    private LibvirtHost host;
    private Path directory;
    private Path older;
    private Path newer;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        directory = temporary;
        host = LibvirtHost.start(temporary, 1);
        older = Files.write(temporary.resolve("older"), new byte[IMAGE_BYTES]);
        newer = Files.write(temporary.resolve("newer"), new byte[IMAGE_BYTES]);
    }

    @AfterAll
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @AfterEach
    void remove() {
        host.virsh().attempt("destroy", GUEST);
        host.virsh().attempt("undefine", GUEST);
    }

    @Test
    void shouldHaveQemuReadTheNewImageAndNothingOfTheOldOne() throws Exception {
        define("<source file='%s' index='7' startupPolicy='optional'><seclabel model='dac' relabel='no'/></source>"
                        .formatted(older)
                + "<backingStore/><iotune><total_iops_sec>100</total_iops_sec></iotune><serial>kept</serial>");

        DomainXml edited = definition().withPath("vda", newer.toString());
        redefine(edited.text());
        host.virsh().run("start", GUEST, "--paused");

        assertThat(opened()).contains(newer.toString()).doesNotContain(older.toString());
        assertThat(definition().slot("vda").orElseThrow().path()).contains(newer.toString());
        assertThat(definition().text())
                .contains("startupPolicy='optional'", "relabel='no'", "<total_iops_sec>100<", "<serial>kept<");
    }

    @Test
    void shouldRefuseASliceSinceQemuWouldReadTheNewImageAtTheOldOffset() throws Exception {
        define("<source file='%s'><slices><slice type='storage' offset='4096' size='65536'/></slices></source>"
                .formatted(older));
        DomainXml definition = definition();

        assertThat(definition.obstacles("vda")).containsExactly("<slices> in <source>");

        // when somebody edits the path alone, then libvirt takes it, and QEMU reads a part of the new image
        redefine(definition.text().replace(older.toString(), newer.toString()));
        host.virsh().run("start", GUEST, "--paused");
        assertThat(opened()).contains(newer.toString()).containsPattern("offset\\W+4096");
    }

    @Test
    void shouldFindNoObstacleInWhatLibvirtWritesOfAPlainDiskThatRuns() throws Exception {
        define("<source file='%s'/>".formatted(older));
        host.virsh().run("start", GUEST, "--paused");

        DomainXml live = DomainXml.parse(host.virsh().run("dumpxml", GUEST));

        assertThat(live.text()).containsPattern("<source file='[^']*' index='");
        assertThat(live.obstacles("vda")).isEmpty();
        assertThat(live.withPath("vda", newer.toString()).text())
                .contains("<source file='" + newer + "'/>")
                .doesNotContain("<backingStore");
    }

    /** What QEMU has open, as its monitor says. */
    private String opened() {
        return host.virsh().run("qemu-monitor-command", GUEST, "{\"execute\":\"query-named-block-nodes\"}");
    }

    private DomainXml definition() throws MalformedDomainXmlException {
        return DomainXml.parse(host.virsh().run("dumpxml", GUEST, "--inactive"));
    }

    private void define(String parts) throws IOException {
        redefine("<domain type='qemu'><name>" + GUEST + "</name><memory unit='MiB'>32</memory>"
                + "<os><type>hvm</type></os><devices><disk type='file' device='disk'>"
                + "<driver name='qemu' type='raw'/>" + parts
                + "<target dev='vda' bus='virtio'/></disk></devices></domain>");
    }

    private void redefine(String definition) throws IOException {
        Path file = Files.createTempFile(directory, "definition", ".xml");
        Files.writeString(file, definition);
        host.virsh().run("define", file.toString(), "--validate");
        Files.delete(file);
    }
}
