package io.slackwater.hypervisor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.debian.ArchiveException;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.UserCache;
import io.slackwater.lab.guest.BaseImage;
import io.slackwater.lab.guest.GuestKit;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The contract on a private libvirt host with real guests; runs where the machine can carry one, and says why where not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QemuHostContractTest extends HostConnectionContract {

    private LibvirtHost host;
    private GuestKit kit;
    private Path initramfs;
    private Path disk;

    @BeforeAll
    void startHost(@TempDir Path directory) throws IOException {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        kit = kit();
        host = LibvirtHost.start(directory, 1);
        Guests guests = new Guests(host);
        Path pool = guests.createPool(QemuContractHost.POOL);
        initramfs = pool.resolve("initramfs");
        kit.writeInitramfs("1", initramfs);
        Path base = directory.resolve("base");
        BaseImage.write("1", base);
        guests.upload(QemuContractHost.POOL, "base", base);
        disk = guests.createOverlay(QemuContractHost.POOL, "disk.qcow2", "base");
        // The bitmaps of checkpoints need the newer of the two versions of the format.
        ProgramRun.of(
                        Duration.ofMinutes(1),
                        List.of("qemu-img", "amend", "-f", "qcow2", "-o", "compat=1.1", disk.toString()))
                .orFail("amending the disk");
    }

    @AfterAll
    void stopHost() {
        if (host != null) {
            host.close();
        }
    }

    @Override
    ContractHost host() throws Exception {
        return new QemuContractHost(host, kit, initramfs, disk);
    }

    private static GuestKit kit() throws IOException {
        try {
            return GuestKit.ofThisMachine(UserCache.directory());
        } catch (ArchiveException e) {
            throw new TestAbortedException("no Debian archive to make guests from: " + e.getMessage(), e);
        }
    }
}
