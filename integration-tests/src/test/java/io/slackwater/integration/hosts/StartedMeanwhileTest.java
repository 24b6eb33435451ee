package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.relay.Spot;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.lab.guest.GuestReport;
import io.slackwater.lab.guest.Guests;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guests whose owner starts them between the decision to update them and its effect. Each initrd has the modules of its own kernel
 * only, so that a guest that mixes the two has no agent.
 */
@ExtendWith(OnRealHosts.class)
class StartedMeanwhileTest {

    private static final String SYSTEM = "meanwhile";
    private static final String AT_DECISION = "started-at-decision";
    private static final String BEFORE_DEFINITION = "started-before-definition";
    private static final String AFTER_DEFINITION = "started-after-definition";

    @TempDir
    private Path directory;

    @Test
    void shouldRunTheOldSystemOrTheNewOneWholeAndBeUpdatedInTheEnd(RealFleet fleet) throws Exception {
        // given guests that are off, and an owner who will start each at another moment of its update
        RealHost host = fleet.hosts().get(1);
        GuestReport older = new GuestReport(fleet.kit().older().release(), "none", "1");
        GuestReport newer = new GuestReport(fleet.kit().newer().release(), "none", "2");
        Path kernel = host.upload(
                SYSTEM, "kernel", older.kernelRelease(), fleet.kit().older().image());
        Path initrd = host.uploadInitramfs(SYSTEM, "1", List.of(fleet.kit().older()));
        String atDecision = host.define(AT_DECISION, kernel, initrd);
        String before = host.define(BEFORE_DEFINITION, kernel, initrd);
        String after = host.define(AFTER_DEFINITION, kernel, initrd);
        host.relay().at(Spot.beforeDefinition(BEFORE_DEFINITION), () -> host.guests()
                .start(BEFORE_DEFINITION));
        host.relay()
                .at(Spot.afterDefinition(AFTER_DEFINITION), () -> host.guests().start(AFTER_DEFINITION));

        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);

            // when the next kernel is offered with its initrd
            offer(fleet);
            Progress.patiently().pollInterval(Duration.ofMillis(5)).until(() -> isDecided(log, atDecision));
            host.guests().start(AT_DECISION);
            progress.awaitPhase(UpdatePhase.VERIFIED, List.of(after));

            // then each guest says that it runs one system, whole, and its next start is on one of them, whole
            assertThat(host.awaitReport(AFTER_DEFINITION)).isEqualTo(newer);
            assertThat(host.awaitReport(BEFORE_DEFINITION)).isEqualTo(older);
            assertThat(host.awaitReport(AT_DECISION)).isIn(older, newer);
            assertThat(pairOf(host, BEFORE_DEFINITION)).doesNotContain(kernel, initrd);
            assertThat(pairOf(host, AFTER_DEFINITION)).doesNotContain(kernel, initrd);
            List<Path> pair = pairOf(host, AT_DECISION);
            assertThat(pair.equals(List.of(kernel, initrd)) || Collections.disjoint(pair, List.of(kernel, initrd)))
                    .as("both old or both new: %s", pair)
                    .isTrue();
            assertThat(host.has(RealHost.volumeName(SYSTEM, "kernel", older.kernelRelease())))
                    .as("what a guest runs on")
                    .isTrue();

            // and is updated when its owner has had it off, once
            for (String guest : List.of(BEFORE_DEFINITION, AT_DECISION)) {
                if (host.guests().report(guest).filter(newer::equals).isEmpty()) {
                    host.shutDown(guest);
                    progress.awaitPhase(UpdatePhase.APPLIED, List.of(guest.equals(AT_DECISION) ? atDecision : before));
                    assertThat(host.boot(guest)).isEqualTo(newer);
                }
            }
            List<UpdateEvent> ended = progress.awaitPhase(UpdatePhase.VERIFIED, List.of(atDecision, before, after));
            assertThat(ended).allSatisfy(update -> assertThat(updatesOf(log, update.getVmId()))
                    .hasSize(1));
            progress.awaitReclaimed(
                    host.store(),
                    RealHost.volumeName(SYSTEM, "kernel", older.kernelRelease()),
                    RealHost.volumeName(SYSTEM, "initrd", "1"));
            List.of(AT_DECISION, BEFORE_DEFINITION, AFTER_DEFINITION)
                    .forEach(guest -> assertThat(host.guests().state(guest)).isEqualTo(Guests.RUNNING));
        }
    }

    private void offer(RealFleet fleet) throws Exception {
        GuestKernel newer = fleet.kit().newer();
        Path initrd = directory.resolve("initrd");
        fleet.kit().writeInitramfs("2", List.of(newer), initrd);
        new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                .post(
                        SYSTEM,
                        OfferedPortion.kernel("meanwhile/kernel", newer.release(), Files.readAllBytes(newer.image())),
                        OfferedPortion.of("meanwhile/initrd", PortionKind.INITRD, "2", Files.readAllBytes(initrd)));
    }

    private static boolean isDecided(EventLog log, String vm) {
        return log.of(UpdateEvent.class).stream()
                .anyMatch(update -> update.getVmId().equals(vm) && update.getPhase() == UpdatePhase.GRANTED);
    }

    private static List<String> updatesOf(EventLog log, String vm) {
        return log.of(UpdateEvent.class).stream()
                .filter(update -> update.getVmId().equals(vm))
                .map(UpdateEvent::getUpdateId)
                .distinct()
                .toList();
    }

    /** Returns the kernel and the initrd of a guest's next start. */
    private static List<Path> pairOf(RealHost host, String guest) throws Exception {
        DomainXml definition = DomainXml.parse(host.guests().definition(guest));
        return List.of(
                Path.of(definition.slot("kernel").orElseThrow().path().orElseThrow()),
                Path.of(definition.slot("initrd").orElseThrow().path().orElseThrow()));
    }
}
