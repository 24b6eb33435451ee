package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.domain.adoption.ContentMatch;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import io.slackwater.worker.storage.scan.StoreScan;
import io.slackwater.worker.storage.scan.StoreScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The scan of a real host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibvirtStoreScanTest extends StoreScanContract {

    private static final String POOL = "images";
    private static final String VM = "vm";

    private LibvirtHost host;
    private Path pool;
    private Instant written = Instant.parse("2026-11-22T12:00:00Z");

    @BeforeAll
    void startHost(@TempDir Path directory) {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        host = LibvirtHost.start(directory, 1);
        pool = new Guests(host).createPool(POOL);
    }

    @AfterAll
    void stopHost() {
        if (host != null) {
            host.close();
        }
    }

    @AfterEach
    void clean() throws IOException {
        host.virsh().attempt("undefine", VM);
        try (var files = Files.list(pool)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void shouldReadAnImageAsTheFileThatItIs() throws Exception {
        Path image = pool.resolve("base.img");
        qemuImg("create", "-q", "-f", "qcow2", image.toString(), "1G");
        Artifact known = artifact(Files.readAllBytes(image), VolumeFormat.QCOW2);

        try (StoreScanner survey = open(Duration.ofSeconds(20))) {
            assertThat(survey.of(question(volume -> true, site()), matching(known))
                            .volumes())
                    .extracting(StoreScan.Found::match)
                    .containsExactly(new ContentMatch.ByDigest(known));
        }
    }

    @Override
    Hypervisors hypervisors() {
        return new StandardHypervisors();
    }

    @Override
    StorageTask.Site site() {
        return new StorageTask.Site(host.name(), host.uri(), POOL);
    }

    @Override
    String put(String volume, byte[] content) throws IOException {
        Path file = Files.write(pool.resolve(volume), content);
        // Files of one size that were written in the same instant would count as one.
        Files.setLastModifiedTime(file, FileTime.from(written));
        written = written.plusSeconds(1);
        return file.toString();
    }

    @Override
    void overlay(String volume, String backing) {
        String format = backing.endsWith(".qcow2") ? "qcow2" : "raw";
        qemuImg(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-F",
                format,
                "-b",
                backing,
                pool.resolve(volume).toString());
    }

    private static void qemuImg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        ProgramRun.of(Duration.ofMinutes(1), command).orFail(String.join(" ", command));
    }

    @Override
    void defineVm(String kernelPath) throws IOException {
        Path file = Files.writeString(
                pool.resolveSibling("vm.xml"),
                """
                <domain type='qemu'><name>%s</name><uuid>6f1b2c3d-0000-4000-8000-000000000001</uuid>
                <memory unit='MiB'>16</memory><os><type arch='x86_64' machine='pc'>hvm</type><kernel>%s</kernel></os></domain>
                """
                        .formatted(VM, kernelPath));
        host.virsh().run("define", file.toString());
    }
}
