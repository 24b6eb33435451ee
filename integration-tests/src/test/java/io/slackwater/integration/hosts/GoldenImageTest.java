package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.lab.guest.BaseImage;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.lab.host.GuestUser;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The mainstream case: guests whose disk is a disposable overlay on a golden image; they run as a user that owns nothing else. */
@ExtendWith(OnRealHosts.class)
class GoldenImageTest {

    private static final String SYSTEM = "golden";
    private static final String GUEST = "golden-guest";
    private static final String OVERLAY = "golden-guest.qcow2";

    @TempDir
    private Path directory;

    @Test
    void shouldPutTheDisposableDiskOnTheNewGoldenImageAndFreeTheOldOverlayAndBase(RealFleet fleet) throws Exception {
        // given a guest that runs on golden image 12.7, on the host whose guests are unprivileged
        RealHost host = fleet.hosts().get(2);
        assertThat(host.daemon().guestUser()).isEqualTo(GuestUser.NOBODY);
        String vm = defineGuest(fleet, host);
        assertThat(host.boot(GUEST).baseImage()).isEqualTo("12.7");

        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);

            // when image 12.8 is offered, and the owner has the guest off once
            new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                    .post(
                            SYSTEM,
                            OfferedPortion.of(
                                    "golden/base", PortionKind.BASE_IMAGE, "12.8", Files.readAllBytes(image("12.8"))));
            progress.awaitPhase(UpdatePhase.REQUIRED, List.of(vm));
            host.shutDown(GUEST);
            progress.awaitPhase(UpdatePhase.APPLIED, List.of(vm));
            GuestReport after = host.boot(GUEST);

            // then the guest itself says 12.8, on a disk that has never booted before, and the old volumes are gone
            assertThat(after.baseImage()).isEqualTo("12.8");
            assertThat(host.guests().console(GUEST)).contains("boots=1 ");
            progress.awaitPhase(UpdatePhase.VERIFIED, List.of(vm));
            String base = RealHost.volumeName(SYSTEM, "base", "12.7");
            progress.awaitReclaimed(host.store(), OVERLAY, base);
            assertThat(host.has(OVERLAY)).isFalse();
            assertThat(host.has(base)).isFalse();
            assertThat(host.guests().report(GUEST)).contains(after);
        }
    }

    private String defineGuest(RealFleet fleet, RealHost host) throws IOException {
        Path kernel = host.upload(SYSTEM, "kernel", "1", fleet.kit().newer().image());
        Path initrd = host.uploadInitramfs(SYSTEM, "1", List.of(fleet.kit().newer()));
        host.upload(SYSTEM, "base", "12.7", image("12.7"));
        Path disk = host.guests().createOverlay(RealHost.POOL, OVERLAY, RealHost.volumeName(SYSTEM, "base", "12.7"));
        return host.defineDisposable(GUEST, kernel, initrd, disk);
    }

    private Path image(String version) throws IOException {
        Path image = directory.resolve("base-" + version);
        BaseImage.write(version, image);
        return image;
    }
}
