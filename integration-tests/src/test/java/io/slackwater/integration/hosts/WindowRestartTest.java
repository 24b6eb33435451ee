package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.lab.guest.Guests;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A guest whose owner never shuts it off, under a policy that restarts it inside a window and has it run a check then. */
@ExtendWith(OnRealHosts.class)
class WindowRestartTest {

    private static final String SYSTEM = "restart";
    private static final String GUEST = "restart-guest";

    @Test
    void shouldUpdateAGuestThatNeverPowersOffByItself(RealFleet fleet) throws Exception {
        // given a guest that runs
        RealHost host = fleet.hosts().get(0);
        GuestKernel older = fleet.kit().older();
        GuestKernel newer = fleet.kit().newer();
        Path image = host.upload(SYSTEM, "kernel", older.release(), older.image());
        Path initrd = host.uploadInitramfs(SYSTEM, "1", List.of(older, newer));
        String vm = host.define(GUEST, image, initrd);
        assertThat(host.boot(GUEST).kernelRelease()).isEqualTo(older.release());
        Operator.setPolicy(
                fleet.platform().bootstrapServers(),
                "restart-every-minute",
                """
                        {"selector": {"portion": "restart/*"},
                         "modifiable": {"preset": "window-restart", "agentRequired": true, "applyWithin": "5s"},
                         "windows": [{"start": "* * * * *", "duration": "60s", "zone": "UTC"}],
                         "restart": {"agentWait": "15s", "acpiWait": "5s"},
                         "verification": {"agentWithin": "20s",
                                          "command": {"run": ["/bin/busybox", "test", "-d", "/proc/1"], "within": "5s"}}}
                        """);

        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);

            // when a newer kernel is offered
            new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                    .post(
                            SYSTEM,
                            OfferedPortion.kernel(
                                    "restart/kernel", newer.release(), Files.readAllBytes(newer.image())));

            // then the guest is restarted on it, in a window, and runs
            UpdateEvent verified =
                    progress.awaitPhase(UpdatePhase.VERIFIED, List.of(vm)).get(0);
            assertThat(verified.getKernelRelease()).contains(newer.release());
            assertThat(host.guests().state(GUEST)).isEqualTo(Guests.RUNNING);
            GuestReport word = host.awaitReport(GUEST);
            assertThat(word.kernelRelease()).isEqualTo(newer.release());
            UpdateEvent granted = log.of(UpdateEvent.class).stream()
                    .filter(event -> event.getVmId().equals(vm) && event.getPhase() == UpdatePhase.GRANTED)
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            UpdateAdmission right = granted.getAdmission().orElseThrow();
            assertThat(right.getRestarts()).isTrue();
            assertThat(Duration.between(right.getWindow().orElseThrow(), granted.getOccurredAt()))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(60));

            // and the old kernel is freed
            progress.awaitReclaimed(host.store(), RealHost.volumeName(SYSTEM, "kernel", older.release()));
        }
    }
}
