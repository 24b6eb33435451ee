package io.slackwater.integration.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.hosts.OnRealHosts;
import io.slackwater.integration.hosts.RealFleet;
import io.slackwater.integration.hosts.RealHost;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.lab.guest.BaseImage;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.lab.guest.Guests;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services that stage and reclaim, and that apply, are killed (SIGKILL) at each {@link CrashPoint} of two changes to guests on overlays,
 * and started again each time.
 */
@ExtendWith(OnRealHosts.class)
class CrashTest {

    private static final String SYSTEM = "crash";
    private static final String OLD_BASE = RealHost.volumeName(SYSTEM, "base", "1");
    private static final String INITRD = RealHost.volumeName(SYSTEM, "initrd", "1");
    private static final String STRUCK = "crash-struck";
    private static final String OTHER = "crash-other";
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.session.timeout.ms",
            "6000",
            "slackwater.executor.command-lifetime",
            "4s",
            "slackwater.executor.command-margin",
            "1s",
            "slackwater.executor.retry-pause",
            "1s",
            "slackwater.reclaimer.command-lifetime",
            "15s",
            "slackwater.reclaimer.staging-margin",
            "3s",
            "slackwater.reclaimer.look-margin",
            "3s",
            "slackwater.reclaimer.shortest-retry",
            "1s");

    @TempDir
    private Path directory;

    private RealFleet fleet;
    private RealHost host;
    private EventLog log;
    private Progress progress;
    private Crashes crashes;
    private StruckGuests guests;

    @BeforeEach
    void start() {
        fleet = RealFleet.ofOneHost(SYSTEM, SETTINGS);
        host = fleet.hosts().get(0);
        log = fleet.platform().openLog();
        progress = new Progress(log);
        crashes = new Crashes(fleet);
        guests = new StruckGuests(host);
    }

    @AfterEach
    void stop() throws IOException {
        if (fleet != null) {
            crashes.close();
            log.close();
            fleet.close();
        }
    }

    @Test
    void shouldCompleteWhateverAServiceWasDoingWhenItWasKilled() throws Exception {
        // given guests that are off
        GuestKernel older = fleet.kit().older();
        GuestKernel newer = fleet.kit().newer();
        String oldKernel = RealHost.volumeName(SYSTEM, "kernel", older.release());
        define(older);
        OfferedPortion kernel =
                OfferedPortion.kernel("crash/kernel", newer.release(), Files.readAllBytes(newer.image()));
        OfferedPortion base2 = base("2");
        OfferedPortion base3 = base("3");
        guests.know(kernel.volume(), newer.image());

        // when a new kernel with a new base, and then one more base, are offered, and a service is killed at each point
        List<String> disks = new ArrayList<>(guests.overlays());
        update(1, change(kernel, oldKernel), new GuestReport(newer.release(), "2", "1"), kernel, base2);
        disks.addAll(guests.overlays());
        update(2, change(base3, base2.volume()), new GuestReport(newer.release(), "3", "1"), base3);

        // then what is replaced is freed, and nothing is left of what was half done
        progress.awaitReclaimed(host.store(), oldKernel, OLD_BASE, base2.volume());
        Progress.patiently()
                .untilAsserted(() -> assertThat(told(VolumeEventType.RECLAIMED)).containsAll(disks));
        List<String> left = new ArrayList<>(guests.overlays());
        left.addAll(List.of(INITRD, kernel.volume(), base3.volume(), "slackwater-store:" + host.name() + ":images"));
        assertThat(host.volumes())
                .filteredOn(volume -> !volume.startsWith("slackwater-count:"))
                .containsExactlyInAnyOrderElementsOf(left);
        guests.assertNothingHalfIsUsed();

        // and everything happened once
        log.readToItsEnd();
        assertThat(guests.names()).allSatisfy(guest -> assertThat(host.relay().definitionsOf(guest))
                .isEqualTo(2));
        assertEachUpdateEndedOnce();
        assertThat(told(VolumeEventType.STAGED))
                .containsExactlyInAnyOrder(kernel.volume(), base2.volume(), base3.volume());
        assertThat(told(VolumeEventType.RECLAIMED)).hasSize(3 + disks.size()).doesNotHaveDuplicates();
    }

    private void define(GuestKernel older) throws IOException {
        Path kernel = host.upload(SYSTEM, "kernel", older.release(), older.image());
        Path initrd =
                host.uploadInitramfs(SYSTEM, "1", List.of(older, fleet.kit().newer()));
        Path base = image("1");
        host.upload(SYSTEM, "base", "1", base);
        guests.know(kernel.getFileName().toString(), older.image());
        guests.know(initrd.getFileName().toString(), Files.copy(initrd, directory.resolve("initrd")));
        guests.know(OLD_BASE, base);
        for (String guest : List.of(STRUCK, OTHER)) {
            Path disk = host.guests().createOverlay(RealHost.POOL, guest + ".qcow2", OLD_BASE);
            guests.take(guest, host.defineDisposable(guest, kernel, initrd, disk));
        }
    }

    /** Has all guests updated, from off to running. */
    private void update(int number, Change change, GuestReport expected, OfferedPortion... portions) throws Exception {
        for (String guest : guests.names()) {
            if (host.guests().state(guest).equals(Guests.RUNNING)) {
                host.shutDown(guest);
            }
        }
        List<CrashPoint> points = CrashPoint.of(number);
        crashes.prepare(change, points);
        new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST)).post(SYSTEM, portions);
        for (CrashPoint point : points) {
            if (!point.isReclaim()) {
                awaitReached(point);
            }
        }
        progress.awaitPhase(UpdatePhase.APPLIED, guests.vms());
        for (String guest : guests.names()) {
            assertThat(host.boot(guest)).isEqualTo(expected);
        }
        progress.awaitPhase(UpdatePhase.VERIFIED, guests.vms());
        for (CrashPoint point : points) {
            if (point.isReclaim()) {
                awaitReached(point);
            }
        }
    }

    /** Waits until the service was killed there, and looks meanwhile what the guests' definitions refer to. */
    private void awaitReached(CrashPoint point) {
        Progress.patiently()
                .alias(point + " was reached")
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    guests.assertNothingHalfIsUsed();
                    return crashes.isReached(point);
                });
    }

    private void assertEachUpdateEndedOnce() {
        List<UpdateEvent> updates = log.of(UpdateEvent.class);
        assertThat(updates)
                .filteredOn(update -> update.getPhase() == UpdatePhase.VERIFIED)
                .hasSize(2 * guests.vms().size())
                .extracting(UpdateEvent::getUpdateId)
                .doesNotHaveDuplicates();
        assertThat(updates)
                .filteredOn(update -> update.getPhase() == UpdatePhase.GRANTED)
                .extracting(update -> update.getUpdateId() + "/" + update.getAttempt())
                .doesNotHaveDuplicates();
        assertThat(updates)
                .extracting(UpdateEvent::getPhase)
                .doesNotContain(UpdatePhase.FAILED, UpdatePhase.ROLLED_BACK);
    }

    private List<String> told(VolumeEventType type) {
        return log.of(VolumeEvent.class).stream()
                .filter(event -> event.getType() == type)
                .map(event -> event.getVolume().getVolume())
                .toList();
    }

    private Change change(OfferedPortion offered, String oldVolume) {
        return new Change(Instant.now(), offered.volume(), oldVolume, STRUCK, UUID.fromString(guests.vmOf(STRUCK)));
    }

    private OfferedPortion base(String version) throws IOException {
        Path image = image(version);
        OfferedPortion base =
                OfferedPortion.of("crash/base", PortionKind.BASE_IMAGE, version, Files.readAllBytes(image));
        guests.know(base.volume(), image);
        return base;
    }

    private Path image(String version) throws IOException {
        Path image = directory.resolve("base-" + version);
        BaseImage.write(version, image);
        return image;
    }
}
