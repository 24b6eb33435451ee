package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.integration.fault.Fault;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.services.LocalPlatform;
import io.slackwater.runtime.liveness.ProcessExit;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.process.ChildDeath;
import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the middle of a rollout the stream of each service fails, and then its heap is full. Each comes back by itself. */
class FailedServicesTest {

    private static final int VMS = 8;

    /** What the JVM ends with, with -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    private Path directory;

    @TempDir
    private Path agents;

    @Test
    void shouldBringEachServiceBackAndLoseNothing() throws Exception {
        try (KernelFleet fleet = new KernelFleet(VMS);
                LocalPlatform platform = LocalPlatform.start(directory, fleet.serviceProperties())) {
            // given a rollout that waits for its VMs
            new ChangeOffer(platform.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
            try (EventLog log = platform.openLog()) {
                new Progress(log).awaitPhase(UpdatePhase.REQUIRED, fleet.vms());
            }

            // when each service fails and runs out of memory, and one VM is shut down and started after each
            int vm = 0;
            for (Service service : Service.values()) {
                Fault inTheStream = service == Service.UPDATE_EXECUTOR ? Fault.AT_THE_NEXT_RECORD : Fault.IN_THE_STREAM;
                for (Fault fault : List.of(inTheStream, Fault.FULL_HEAP)) {
                    String next = fleet.vms().get(vm++);
                    plant(fault, platform, service);
                    fleet.shutDown(List.of(next));
                    Duration away = platform.awaitReturn(service);
                    System.out.printf("%s is back %d ms after %s%n", service.module(), away.toMillis(), fault);
                    awaitPhase(platform, UpdatePhase.APPLIED, next);
                    fleet.start(List.of(next));
                }
            }

            // then every VM is verified once, and each service said why it ended
            try (EventLog log = platform.openLog()) {
                new Progress(log).awaitPhase(UpdatePhase.VERIFIED, fleet.vms());
                assertThat(log.of(UpdateEvent.class))
                        .filteredOn(update -> update.getPhase() == UpdatePhase.VERIFIED)
                        .extracting(UpdateEvent::getVmId)
                        .containsExactlyInAnyOrderElementsOf(fleet.vms());
            }
            for (Service service : Service.values()) {
                assertCauses(platform.deathsOf(service));
            }
            assertThat(platform.deathsOf(Service.UPDATE_EXECUTOR).get(0).cause().orElseThrow())
                    .matches(
                            "its stream failed at topic slackwater\\.\\S+, partition \\d+, offset \\d+, with .*planted.*");
        }
    }

    private void plant(Fault fault, LocalPlatform platform, Service service) throws Exception {
        fault.plant(platform.processOf(service), agents);
    }

    private static void assertCauses(List<ChildDeath> deaths) {
        assertThat(deaths).extracting(ChildDeath::exitCode).containsExactly(ProcessExit.CODE, OUT_OF_MEMORY);
        assertThat(deaths.get(0).cause().orElseThrow()).contains("a planted error");
        assertThat(deaths.get(1).cause().orElseThrow()).contains("Java heap space");
    }

    private static void awaitPhase(LocalPlatform platform, UpdatePhase phase, String vm) {
        try (EventLog log = platform.openLog()) {
            new Progress(log).awaitPhase(phase, List.of(vm));
        }
    }
}
