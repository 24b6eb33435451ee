package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two portions that only work together, offered as one change. */
@ExtendWith(OnRealHosts.class)
class KernelWithInitrdTest {

    private static final String SYSTEM = "pair";
    private static final String GUEST = "pair-guest";

    @TempDir
    private Path directory;

    @Test
    void shouldMoveKernelAndInitrdTogetherAndFreeBothOldVolumes(RealFleet fleet) throws Exception {
        // given a guest whose initrd has the modules of its own kernel only
        RealHost host = fleet.hosts().get(1);
        GuestKernel older = fleet.kit().older();
        GuestKernel newer = fleet.kit().newer();
        Path kernel = host.upload(SYSTEM, "kernel", older.release(), older.image());
        String vm = host.define(GUEST, kernel, host.uploadInitramfs(SYSTEM, "1", List.of(older)));
        assertThat(host.boot(GUEST)).isEqualTo(new GuestReport(older.release(), "none", "1"));

        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);

            // when the next kernel is offered with its initrd, and the owner has the guest off once
            Path initrd = directory.resolve("initrd");
            fleet.kit().writeInitramfs("2", List.of(newer), initrd);
            new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                    .post(
                            SYSTEM,
                            OfferedPortion.kernel("pair/kernel", newer.release(), Files.readAllBytes(newer.image())),
                            OfferedPortion.of("pair/initrd", PortionKind.INITRD, "2", Files.readAllBytes(initrd)));
            progress.awaitPhase(UpdatePhase.REQUIRED, List.of(vm));
            host.shutDown(GUEST);
            progress.awaitPhase(UpdatePhase.APPLIED, List.of(vm));
            GuestReport after = host.boot(GUEST);

            // then the guest says that it runs both, and both old volumes are gone
            assertThat(after).isEqualTo(new GuestReport(newer.release(), "none", "2"));
            assertThat(progress.awaitPhase(UpdatePhase.VERIFIED, List.of(vm)))
                    .singleElement()
                    .satisfies(update -> assertThat(update.getReplacements()).hasSize(2));
            String oldKernel = RealHost.volumeName(SYSTEM, "kernel", older.release());
            String oldInitrd = RealHost.volumeName(SYSTEM, "initrd", "1");
            progress.awaitReclaimed(host.store(), oldKernel, oldInitrd);
            assertThat(host.has(oldKernel)).isFalse();
            assertThat(host.has(oldInitrd)).isFalse();
            assertThat(host.guests().report(GUEST)).contains(after);
        }
    }
}
