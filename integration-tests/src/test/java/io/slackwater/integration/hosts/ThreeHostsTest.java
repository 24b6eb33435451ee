package io.slackwater.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.lab.guest.GuestKernel;
import io.slackwater.lab.guest.Guests;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One change on three hosts, each with a store of its own. */
@ExtendWith(OnRealHosts.class)
class ThreeHostsTest {

    private static final String SYSTEM = "three";
    private static final String GUEST = "three-guest";

    @Test
    void shouldUpdateAndReclaimOnEachHostByItselfWhileTheDaemonOfOneIsKilled(RealFleet fleet) throws Exception {
        // given a guest on each of three hosts, on the same kernel, and a change that all of them require
        Map<RealHost, String> vms = startGuests(fleet);
        GuestKernel newer = fleet.kit().newer();
        String oldVolume =
                RealHost.volumeName(SYSTEM, "kernel", fleet.kit().older().release());
        RealHost struck = fleet.hosts().get(2);
        List<RealHost> others = fleet.hosts().subList(0, 2);
        try (EventLog log = fleet.platform().openLog()) {
            Progress progress = new Progress(log);
            new ChangeOffer(fleet.platform().addressOf(Service.PATCH_INGEST))
                    .post(
                            SYSTEM,
                            OfferedPortion.kernel("three/kernel", newer.release(), Files.readAllBytes(newer.image())));
            progress.awaitPhase(UpdatePhase.REQUIRED, vms.values());

            // when the daemon of one host is killed
            struck.daemon().kill();
            awaitHost(log, struck, HostEventType.UNREACHABLE);

            // then the others get their update and are rid of their old volume without it
            others.forEach(host -> host.shutDown(GUEST));
            List<String> theirs = others.stream().map(vms::get).toList();
            progress.awaitPhase(UpdatePhase.APPLIED, theirs);
            others.forEach(host -> assertThat(host.boot(GUEST).kernelRelease()).isEqualTo(newer.release()));
            progress.awaitPhase(UpdatePhase.VERIFIED, theirs);
            others.forEach(host -> progress.awaitReclaimed(host.store(), oldVolume));
            others.forEach(host -> assertThat(host.has(oldVolume)).isFalse());
            assertThat(progress.reclaimed(struck.store()))
                    .extracting(event -> event.getVolume().getVolume())
                    .doesNotContain(oldVolume);

            // and when it is back, its guest, which never stopped, gets its own
            struck.daemon().restart();
            assertThat(struck.guests().state(GUEST)).isEqualTo(Guests.RUNNING);
            assertThat(struck.has(oldVolume)).isTrue();
            struck.shutDown(GUEST);
            progress.awaitPhase(UpdatePhase.APPLIED, List.of(vms.get(struck)));
            assertThat(struck.boot(GUEST).kernelRelease()).isEqualTo(newer.release());
            progress.awaitPhase(UpdatePhase.VERIFIED, vms.values());
            progress.awaitReclaimed(struck.store(), oldVolume);
            assertThat(struck.has(oldVolume)).isFalse();
        }
    }

    private static Map<RealHost, String> startGuests(RealFleet fleet) throws IOException {
        GuestKernel older = fleet.kit().older();
        Map<RealHost, String> vms = new LinkedHashMap<>();
        for (RealHost host : fleet.hosts()) {
            Path kernel = host.upload(SYSTEM, "kernel", older.release(), older.image());
            Path initrd =
                    host.uploadInitramfs(SYSTEM, "1", List.of(older, fleet.kit().newer()));
            vms.put(host, host.define(GUEST, kernel, initrd));
        }
        vms.keySet().forEach(host -> host.guests().start(GUEST));
        vms.keySet().forEach(host -> assertThat(host.awaitReport(GUEST).kernelRelease())
                .isEqualTo(older.release()));
        return vms;
    }

    private static void awaitHost(EventLog log, RealHost host, HostEventType type) {
        Progress.patiently().untilAsserted(() -> assertThat(log.of(HostEvent.class).stream()
                        .filter(event -> event.getHostId().equals(host.name()))
                        .reduce((earlier, later) -> later))
                .hasValueSatisfying(last -> assertThat(last.getType()).isEqualTo(type)));
    }
}
