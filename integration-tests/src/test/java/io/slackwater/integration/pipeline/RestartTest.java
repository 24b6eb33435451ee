package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.services.LocalPlatform;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopped and started again over the same data directory, in the middle of a rollout. */
class RestartTest {

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnWhereItWasAfterARestartOfEverythingAndTheKillOfOneService() throws Exception {
        try (KernelFleet fleet = new KernelFleet(4);
                LocalPlatform platform = LocalPlatform.start(directory, fleet.serviceProperties())) {
            List<String> first = fleet.vms().subList(0, 2);
            List<String> second = fleet.vms().subList(2, 4);

            // given a rollout of which one half is applied and the other half waits
            new ChangeOffer(platform.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
            awaitPhase(platform, UpdatePhase.REQUIRED, fleet.vms());
            fleet.shutDown(first);
            awaitPhase(platform, UpdatePhase.APPLIED, first);

            // when everything is stopped, the owner acts meanwhile, and it is started again
            platform.restart(() -> act(() -> {
                fleet.start(first);
                fleet.shutDown(second);
            }));

            // then each half goes on from where it was
            awaitPhase(platform, UpdatePhase.VERIFIED, first);
            awaitPhase(platform, UpdatePhase.APPLIED, second);

            // and when the executor is killed, so do its updates
            fleet.start(second);
            platform.kill(Service.UPDATE_EXECUTOR);
            awaitPhase(platform, UpdatePhase.VERIFIED, second);
            try (EventLog log = platform.openLog()) {
                new Progress(log).awaitReclaimed(KernelFleet.STORE, KernelFleet.OLD_VOLUME);
                assertThat(fleet.volumes()).doesNotContain(KernelFleet.OLD_VOLUME);
                assertThat(fleet.vms()).allSatisfy(vm -> assertThat(phases(log, vm))
                        .containsExactly(
                                UpdatePhase.REQUIRED, UpdatePhase.GRANTED, UpdatePhase.APPLIED, UpdatePhase.VERIFIED));
            }
        }
    }

    private static void awaitPhase(LocalPlatform platform, UpdatePhase phase, List<String> vms) {
        try (EventLog log = platform.openLog()) {
            new Progress(log).awaitPhase(phase, vms);
        }
    }

    /** The phases of all the updates of a VM; that a phase was said again with other blockers does not count. */
    private static List<UpdatePhase> phases(EventLog log, String vm) {
        List<UpdatePhase> said = log.of(UpdateEvent.class).stream()
                .filter(event -> event.getVmId().equals(vm))
                .map(UpdateEvent::getPhase)
                .toList();
        return IntStream.range(0, said.size())
                .filter(index -> index == 0
                        || said.get(index) != UpdatePhase.REQUIRED
                        || said.get(index - 1) != UpdatePhase.REQUIRED)
                .mapToObj(said::get)
                .toList();
    }

    private static void act(OwnersAct act) {
        try {
            act.run();
        } catch (HypervisorException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private interface OwnersAct {
        void run() throws HypervisorException;
    }
}
