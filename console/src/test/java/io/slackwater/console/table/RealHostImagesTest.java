package io.slackwater.console.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Images on a real libvirt host, made with qemu-img and virsh: what is said of each is what virsh and qemu-img say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealHostImagesTest {

    private static final String POOL = "images";

    /** So that the database never counts as behind, however slow the machine is. */
    private static final Duration WHOLE_TEST = Duration.ofHours(1);

    private EmbeddedPostgres postgres;
    private LibvirtHost libvirt;
    private Path pool;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        postgres = EmbeddedPostgres.start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        libvirt = LibvirtHost.start(directory, 1);
        pool = new Guests(libvirt).createPool(POOL);
    }

    @AfterAll
    void stop() throws IOException {
        if (libvirt != null) {
            libvirt.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void shouldSayOfEachImageWhatVirshAndQemuImgSay() throws Exception {
        // given
        makeImages();
        defineVms();
        ImageFleet fleet = new ImageFleet(Jdbi.create(postgres.getPostgresDatabase()));
        fleet.host("h1", io.slackwater.schemas.HostEventType.DECLARED);
        try (WatchedLibvirtHost watched = new WatchedLibvirtHost("h1", libvirt.uri(), fleet)) {
            fleet.foldedUpTo(Instant.now().plus(WHOLE_TEST));

            // when
            Map<String, Set<String>> vms = assertSameAsVirsh(fleet);

            // then
            assertThat(vms.get("base.qcow2")).containsExactly("chained");
            assertThat(vms.get("before-snapshot.qcow2")).containsExactly("snapshotted");
            assertThat(vms.get("vmlinuz")).containsExactly("booted");
            assertThat(vms.get("live.qcow2")).containsExactly("redefined");
            assertThat(vms.get("saved.qcow2")).containsExactly("saved");
            assertThat(fleet.verdict("unused.qcow2")).isEqualTo("UNREFERENCED");
            assertThat(fleet.verdict("notes.txt")).isEqualTo("UNREFERENCED");
            assertThat(fleet.verdict("lonely.qcow2")).isEqualTo("UNREFERENCED");
            assertThat(fleet.verdict("lonely-base.qcow2")).isEqualTo("IN_USE");
            assertThat(fleet.verdict("data.raw")).isEqualTo("IN_USE");
            assertThat(fleet.image("data.raw").at("/users/0/kind").asText()).isEqualTo("DATA_FILE");
            assertThat(fleet.doubts("disk.vdi")).containsExactly("FORMAT_UNKNOWN");

            // when
            libvirt.virsh().run("destroy", "redefined");
            Files.delete(pool.resolve("lonely.qcow2"));
            libvirt.virsh().run("snapshot-delete", "inside", "before");
            watched.readAgain();
            fleet.foldedUpTo(Instant.now().plus(WHOLE_TEST));

            // then
            assertSameAsVirsh(fleet);
            assertThat(fleet.verdict("live.qcow2")).isEqualTo("UNREFERENCED");
            assertThat(fleet.verdict("lonely-base.qcow2")).isEqualTo("UNREFERENCED");

            // when
            libvirt.virsh().run("define", definition("linked", disk(outsideLink("unused.qcow2"))));
            watched.readAgain();
            fleet.foldedUpTo(Instant.now().plus(WHOLE_TEST));

            // then
            assertThat(fleet.doubts("unused.qcow2")).containsExactly("REFERENCE_UNCLEAR");
        }
    }

    /** Compares each image's users and overlays, and that it is IN_USE exactly where there are any; returns the users. */
    private Map<String, Set<String>> assertSameAsVirsh(ImageFleet fleet) throws Exception {
        VirshTruth truth = new VirshTruth(libvirt.virsh(), pool);
        libvirt.virsh().run("pool-refresh", POOL);
        Set<String> images = truth.images(POOL);
        Map<String, Set<String>> vms = truth.vmsByImage();
        Map<String, Set<String>> overlays = truth.overlaysByImage(images);
        assertThat(images).hasSizeGreaterThan(12);
        for (String image : images) {
            JsonNode told = fleet.image(image);
            assertThat(names(told, "vmName")).as("VMs of %s", image).isEqualTo(vms.getOrDefault(image, Set.of()));
            Set<String> above = new TreeSet<>();
            told.path("users").forEach(user -> {
                if (user.path("kind").asText().equals("BACKING_FILE")) {
                    String id = user.path("image").asText();
                    above.add(id.substring(id.lastIndexOf('/') + 1));
                }
            });
            assertThat(above).as("overlays of %s", image).isEqualTo(overlays.getOrDefault(image, Set.of()));
            boolean isUsed = vms.containsKey(image)
                    || overlays.containsKey(image)
                    || image.equals("data.raw")
                    || image.startsWith("slackwater-store:");
            assertThat(told.path("verdict").asText().equals("IN_USE"))
                    .as("whether %s is in use", image)
                    .isEqualTo(isUsed);
        }
        return vms;
    }

    private void makeImages() throws IOException {
        for (String name : List.of(
                "base.qcow2",
                "before-snapshot.qcow2",
                "live.qcow2",
                "next.qcow2",
                "saved.qcow2",
                "inside.qcow2",
                "unused.qcow2",
                "lonely-base.qcow2")) {
            qemuImg("create", "-q", "-f", "qcow2", file(name), "1M");
        }
        overlay("middle.qcow2", "base.qcow2");
        overlay("top.qcow2", file("middle.qcow2"));
        overlay("lonely.qcow2", "lonely-base.qcow2");
        qemuImg("create", "-q", "-f", "vdi", file("disk.vdi"), "1M");
        qemuImg(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + file("data.raw") + ",data_file_raw=on",
                file("outside.qcow2"),
                "1M");
        Files.write(pool.resolve("vmlinuz"), new byte[4096]);
        Files.writeString(pool.resolve("notes.txt"), "nobody knows what this is\n");
    }

    private void defineVms() throws IOException {
        define("chained", disk(file("top.qcow2")));
        define("snapshotted", disk(file("before-snapshot.qcow2")));
        libvirt.virsh()
                .run(
                        "snapshot-create-as",
                        "snapshotted",
                        "before",
                        "--disk-only",
                        "--diskspec",
                        "vda,file=" + file("after-snapshot.qcow2"));
        define("inside", disk(file("inside.qcow2")));
        libvirt.virsh().run("snapshot-create-as", "inside", "before");
        define("booted", "<!-- no disk -->");
        define("redefined", disk(file("live.qcow2")));
        libvirt.virsh().run("start", "--paused", "redefined");
        define("redefined", disk(file("next.qcow2")));
        define("saved", disk(file("saved.qcow2")));
        libvirt.virsh().run("start", "--paused", "saved");
        libvirt.virsh().run("managedsave", "saved");
        define("saved", disk(file("next.qcow2")));
    }

    private void define(String name, String devices) throws IOException {
        libvirt.virsh().run("define", definition(name, devices));
    }

    private String definition(String name, String devices) throws IOException {
        Path definition = pool.resolveSibling(name + ".xml");
        String kernel = name.equals("booted") ? "<kernel>" + file("vmlinuz") + "</kernel>" : "";
        Files.writeString(
                definition,
                """
                <domain type='qemu'><name>%s</name><uuid>%s</uuid>
                <memory unit='MiB'>16</memory><os><type arch='x86_64' machine='pc'>hvm</type>%s</os>
                <devices>%s<controller type='usb' model='none'/></devices></domain>
                """
                        .formatted(
                                name,
                                java.util.UUID.nameUUIDFromBytes(
                                        name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                                kernel,
                                devices));
        return definition.toString();
    }

    private static String disk(String path) {
        return ("<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>"
                        + "<target dev='vda' bus='virtio'/></disk>")
                .formatted(path);
    }

    /** A link in a directory that is no pool: no listing tells where it leads. */
    private String outsideLink(String image) throws IOException {
        Path directory = Files.createDirectories(pool.resolveSibling("elsewhere"));
        return Files.createSymbolicLink(directory.resolve("link.qcow2"), pool.resolve(image))
                .toString();
    }

    private static Set<String> names(JsonNode image, String field) {
        Set<String> names = new TreeSet<>();
        image.path("users").forEach(user -> {
            if (user.path(field).isTextual()) {
                names.add(user.path(field).asText());
            }
        });
        return names;
    }

    private String file(String name) {
        return pool.resolve(name).toString();
    }

    private void overlay(String name, String backing) {
        qemuImg("create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", backing, file(name));
    }

    private static void qemuImg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        ProgramRun.of(Duration.ofMinutes(1), command).orFail(String.join(" ", command));
    }
}
