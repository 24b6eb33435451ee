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
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that panics at boot: its initrd was cut short when it was made, so that it finds no first program. */
@ExtendWith(OnRealHosts.class)
class BadKernelTest {

    private static final String SYSTEM = "bad";
    private static final String POLICY = "bad-one-first";
    private static final List<String> GUESTS = List.of("bad-guest-1", "bad-guest-2", "bad-guest-3");
    private static final int BYTES_LEFT = 64 * 1024;

    @TempDir
    private Path directory;

    @Test
    void shouldRollBackTheCanaryAndPauseBeforeAnyOtherGuestIsTouched(RealFleet fleet) throws Exception {
        // given guests that are off, all of which may be updated, and a policy by which one goes first
        RealHost host = fleet.hosts().get(2);
        GuestKernel older = fleet.kit().older();
        Map<String, String> guests = define(host, older, fleet);
        Map<String, String> definitions = definitions(host);
        Operator.setPolicy(
                fleet.platform().bootstrapServers(),
                POLICY,
                """
                        {"selector": {"portion": "bad/*"}, "verification": {"agentWithin": "10s"},
                         "rollout": {"canary": 1, "failureThreshold": 1}}
                        """);

        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);

            // when the next kernel is offered with that initrd, and the first guest that gets it is started
            String change = offer(fleet);
            String canary = awaitCanary(log, guests.keySet());
            String guest = guests.get(canary);
            host.guests().start(guest);
            Progress.patiently().until(() -> host.guests().console(guest).contains("Kernel panic - not syncing"));

            // then it fails, its definition is the old one again, and it is left to its owner to pull the plug
            progress.awaitBlocker(canary, UpdatePhase.FAILED, BlockerCode.AWAITING_STOP);
            assertThat(host.guests().state(guest)).isEqualTo(Guests.RUNNING);
            host.guests().destroy(guest);
            progress.awaitPhase(UpdatePhase.ROLLED_BACK, List.of(canary));
            assertThat(host.boot(guest)).isEqualTo(new GuestReport(older.release(), "none", "1"));

            // and the rollout is paused, with the reason, and no other guest was touched
            for (String other : guests.keySet()) {
                if (!other.equals(canary)) {
                    progress.awaitBlocker(other, UpdatePhase.REQUIRED, BlockerCode.ROLLOUT_PAUSED);
                    assertThat(host.guests().definition(guests.get(other)))
                            .isEqualTo(definitions.get(guests.get(other)));
                    assertThat(host.guests().state(guests.get(other))).isEqualTo(Guests.SHUT_OFF);
                }
            }
            assertThat(paused(log, change)).singleElement().satisfies(event -> {
                assertThat(event.getActor()).isEmpty();
                assertThat(event.getReason())
                        .hasValueSatisfying(reason -> assertThat(reason).contains("wave 1", POLICY, "failed"));
                assertThat(event.getFailures()).isEqualTo(1);
            });
            log.readToItsEnd();
            assertThat(commanded(log, guests.keySet())).containsOnly(canary);
        }
    }

    /** Returns the names of the guests by their ids. */
    private static Map<String, String> define(RealHost host, GuestKernel kernel, RealFleet fleet) throws Exception {
        Path image = host.upload(SYSTEM, "kernel", kernel.release(), kernel.image());
        Path initrd =
                host.uploadInitramfs(SYSTEM, "1", List.of(kernel, fleet.kit().newer()));
        Map<String, String> guests = new TreeMap<>();
        GUESTS.forEach(guest -> guests.put(host.define(guest, image, initrd), guest));
        return guests;
    }

    private static Map<String, String> definitions(RealHost host) {
        Map<String, String> definitions = new TreeMap<>();
        GUESTS.forEach(guest -> definitions.put(guest, host.guests().definition(guest)));
        return definitions;
    }

    private String offer(RealFleet fleet) throws Exception {
        GuestKernel newer = fleet.kit().newer();
        Path whole = directory.resolve("initrd");
        fleet.kit().writeInitramfs("2", List.of(newer), whole);
        byte[] cut = Arrays.copyOf(Files.readAllBytes(whole), BYTES_LEFT);
        return new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                .post(
                        SYSTEM,
                        OfferedPortion.kernel("bad/kernel", newer.release(), Files.readAllBytes(newer.image())),
                        OfferedPortion.of("bad/initrd", PortionKind.INITRD, "2", cut));
    }

    private static String awaitCanary(EventLog log, Set<String> vms) {
        return Progress.patiently()
                .until(
                        () -> log.updates().values().stream()
                                .filter(update ->
                                        vms.contains(update.getVmId()) && update.getPhase() == UpdatePhase.APPLIED)
                                .map(UpdateEvent::getVmId)
                                .toList(),
                        applied -> !applied.isEmpty())
                .get(0);
    }

    private static List<RolloutEvent> paused(EventLog log, String change) {
        return log.of(RolloutEvent.class).stream()
                .filter(event -> event.getChangeId().equals(change) && event.getType() == RolloutEventType.PAUSED)
                .toList();
    }

    private static List<String> commanded(EventLog log, Set<String> vms) {
        return log.of(UpdateCommand.class).stream()
                .map(UpdateCommand::getVmId)
                .filter(vms::contains)
                .toList();
    }
}
