package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.lab.guest.Guests;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An initrd whose first program powers the guest off: libvirt shows a clean shutdown, however often it is started. */
@ExtendWith(OnRealHosts.class)
class StoppingGuestTest {

    private static final String SYSTEM = "stopping";
    private static final String GUEST = "stopping-guest";
    private static final Duration POWER_OFF = Duration.ofSeconds(60);
    private static final String FIRST_PROGRAM =
            """
            #!/bin/busybox sh
            /bin/busybox poweroff -f
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldRollBackAGuestThatStoppedByItselfThreeTimes(RealFleet fleet) throws Exception {
        // given a guest that is off, to which an initrd was applied that stops it
        RealHost host = fleet.hosts().get(1);
        GuestKernel kernel = fleet.kit().older();
        Path image = host.upload(SYSTEM, "kernel", kernel.release(), kernel.image());
        Path initrd = host.uploadInitramfs(SYSTEM, "1", List.of(kernel));
        String vm = host.define(GUEST, image, initrd);
        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);
            offer(fleet, kernel);
            progress.awaitPhase(UpdatePhase.APPLIED, List.of(vm));

            // when its owner starts it, each time that it is off, for as long as it is not rolled back
            for (int start = 1; start <= 3; start++) {
                host.guests().start(GUEST);
                host.guests().awaitState(GUEST, Guests.SHUT_OFF, POWER_OFF);
                awaitSeen(log, vm, start);
            }

            // then that is its failure, and the guest comes up on what it had before
            progress.awaitPhase(UpdatePhase.ROLLED_BACK, List.of(vm));
            assertThat(failed(log, vm)).hasValueSatisfying(event -> assertThat(event.getReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("stopped by itself 3 times")));
            assertThat(host.boot(GUEST)).isEqualTo(new GuestReport(kernel.release(), "none", "1"));
        }
    }

    /** Waits until a stop was counted, as an owner does who looks at what is said of the guest before the next start. */
    private static void awaitSeen(EventLog log, String vm, int stops) {
        Progress.patiently().untilAsserted(() -> assertThat(log.updates().values())
                .filteredOn(update -> update.getVmId().equals(vm))
                .singleElement()
                .satisfies(update -> assertThat(update.getStops()).isEqualTo(stops)));
    }

    private static Optional<UpdateEvent> failed(EventLog log, String vm) {
        return log.of(UpdateEvent.class).stream()
                .filter(event -> event.getVmId().equals(vm) && event.getPhase() == UpdatePhase.FAILED)
                .findFirst();
    }

    private void offer(RealFleet fleet, GuestKernel kernel) throws IOException, InterruptedException {
        Path whole = directory.resolve("initrd");
        fleet.kit().writeInitramfs("2", List.of(kernel), whole);
        ByteArrayOutputStream initrd = new ByteArrayOutputStream();
        initrd.write(Files.readAllBytes(whole));
        initrd.write(new byte[-initrd.size() & 3]);
        initrd.write(firstProgram());
        new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                .post(SYSTEM, OfferedPortion.of("stopping/initrd", PortionKind.INITRD, "2", initrd.toByteArray()));
    }

    /** A second archive behind the first: the kernel takes a file that comes twice from the later one. */
    private static byte[] firstProgram() throws IOException {
        byte[] program = FIRST_PROGRAM.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(archive, CpioConstants.FORMAT_NEW)) {
            CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, "init", program.length);
            entry.setMode(CpioConstants.C_ISREG | 0755);
            entry.setNumberOfLinks(1);
            cpio.putArchiveEntry(entry);
            cpio.write(program);
            cpio.closeArchiveEntry();
        }
        return archive.toByteArray();
    }
}
