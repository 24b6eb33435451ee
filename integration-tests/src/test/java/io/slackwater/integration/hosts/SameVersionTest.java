package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.lab.guest.BaseImage;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two golden images with one version: which of them a guest runs is decided by their digests alone. */
@ExtendWith(OnRealHosts.class)
class SameVersionTest {

    private static final String SYSTEM = "twice";
    private static final String PORTION = "twice/base";
    private static final String VERSION = "12.8";
    private static final String GUEST = "twice-guest";

    @TempDir
    private Path directory;

    @Test
    void shouldRunTheImageThatWasPublishedThoughAnotherOneHadItsVersion(RealFleet fleet) throws Exception {
        // given a guest on an older image, and two images with one newer version; the pool has the bad one under that
        // version's name
        RealHost host = fleet.hosts().get(0);
        OfferedPortion bad = offer("12.8-bad");
        OfferedPortion good = offer("12.8-good");
        host.upload(SYSTEM, "base", VERSION, image("12.8-bad"));
        List<String> vms = List.of(defineGuest(fleet, host));
        assertThat(host.boot(GUEST).baseImage()).isEqualTo("12.7");
        ChangeOffer offers = new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST));

        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);

            // when the bad one is published, and then the other under the same version
            String badChange = offers.post(SYSTEM, bad);
            assertThat(move(progress, host, vms)).isEqualTo("12.8-bad");

            // then that is refused, with both digests; also once the bad one is withdrawn
            assertRefused(offers, good, bad);
            offers.withdraw(badChange, "ada", "it is bad");
            assertRefused(offers, good, bad);

            // when it is published in place of that content
            String goodChange = offers.post(SYSTEM, good.replacingContentOf(bad));
            assertThat(move(progress, host, vms)).isEqualTo("12.8-good");

            // then it was verified with the content that was published, and not with a file of that version
            UpdateEvent verified =
                    progress.awaitPhase(UpdatePhase.VERIFIED, vms).get(0);
            assertThat(verified.getChangeId()).isEqualTo(goodChange);
            assertThat(base(host)).hasFileName(good.volume());
            assertThat(sha256(base(host))).isEqualTo(good.sha256());
            assertThat(log.of(VolumeEvent.class))
                    .filteredOn(event -> event.getType() == VolumeEventType.STAGED
                            && event.getPortion().equals(Optional.of(PORTION)))
                    .extracting(event -> event.getSha256().orElse(""))
                    .containsExactly(bad.sha256(), good.sha256());
        }
    }

    private static void assertRefused(ChangeOffer offers, OfferedPortion offered, OfferedPortion known) {
        assertThatThrownBy(() -> offers.post(SYSTEM, offered))
                .hasMessageContaining(PORTION + " " + VERSION + " was published with other content")
                .hasMessageContaining(offered.sha256())
                .hasMessageContaining("sha256:" + known.sha256());
    }

    /** Waits for the next update, has the guest off and on again, and returns what the image itself then says in its os-release. */
    private static String move(Progress progress, RealHost host, List<String> vms) {
        progress.awaitPhase(UpdatePhase.REQUIRED, vms);
        host.shutDown(GUEST);
        progress.awaitPhase(UpdatePhase.APPLIED, vms);
        String after = host.boot(GUEST).baseImage();
        progress.awaitPhase(UpdatePhase.VERIFIED, vms);
        return after;
    }

    private static Path base(RealHost host) {
        String overlay = host.daemon()
                .virsh()
                .run("domblklist", GUEST)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("vda"))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .findFirst()
                .orElseThrow();
        return host.backingOf(overlay).orElseThrow();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private String defineGuest(RealFleet fleet, RealHost host) throws IOException {
        Path kernel = host.upload(SYSTEM, "kernel", "1", fleet.kit().newer().image());
        Path initrd = host.uploadInitramfs(SYSTEM, "1", List.of(fleet.kit().newer()));
        host.upload(SYSTEM, "base", "12.7", image("12.7"));
        Path disk = host.guests()
                .createOverlay(RealHost.POOL, "twice-guest.qcow2", RealHost.volumeName(SYSTEM, "base", "12.7"));
        return host.defineDisposable(GUEST, kernel, initrd, disk);
    }

    private OfferedPortion offer(String says) throws IOException {
        return OfferedPortion.of(PORTION, PortionKind.BASE_IMAGE, VERSION, Files.readAllBytes(image(says)));
    }

    private Path image(String says) throws IOException {
        Path image = directory.resolve("base-" + says);
        if (!Files.exists(image)) {
            BaseImage.write(says, image);
        }
        return image;
    }
}
