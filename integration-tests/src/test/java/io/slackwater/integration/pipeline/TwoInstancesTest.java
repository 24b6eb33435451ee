package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.services.ProvisionedBroker;
import io.slackwater.integration.services.RunningServices;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.process.Health;
import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of each service share a rollout. One is killed, the other stands still for longer than its session. */
class TwoInstancesTest {

    private static final int VMS = 40;
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration STANDSTILL = SESSION.multipliedBy(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void shouldDoNothingTwiceAndLoseNothing() throws Exception {
        try (EmbeddedBroker broker = ProvisionedBroker.start(directory.resolve("broker"))) {
            try (KernelFleet fleet = new KernelFleet(VMS);
                    RunningServices first = services("first", fleet, broker);
                    RunningServices second = services("second", fleet, broker);
                    EventLog log = new EventLog(broker.bootstrapServers())) {
                // given a rollout that waits for its VMs
                Progress progress = new Progress(log);
                List<String> some = fleet.vms().subList(0, VMS / 2);
                List<String> others = fleet.vms().subList(VMS / 2, VMS);
                new ChangeOffer(first.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
                progress.awaitPhase(UpdatePhase.REQUIRED, fleet.vms());

                // when one instance of each is killed, and then the other of each stands still
                fleet.shutDown(some);
                for (Service service : Service.values()) {
                    first.kill(service);
                }
                progress.awaitPhase(UpdatePhase.APPLIED, some);
                awaitHealthy(first);
                fleet.start(some);
                fleet.shutDown(others);
                for (Service service : Service.values()) {
                    second.suspend(service);
                }
                await().pollDelay(STANDSTILL)
                        .timeout(STANDSTILL.plusSeconds(10))
                        .until(() -> true);
                for (Service service : Service.values()) {
                    second.resume(service);
                }
                progress.awaitPhase(UpdatePhase.APPLIED, others);
                fleet.start(others);

                // then each VM has one update, each is verified once, and one volume replaces the other
                progress.awaitPhase(UpdatePhase.VERIFIED, fleet.vms());
                progress.awaitReclaimed(KernelFleet.STORE, KernelFleet.OLD_VOLUME);
                awaitHealthy(second);
                log.readToItsEnd();
                assertThat(log.of(UpdateEvent.class))
                        .filteredOn(update -> update.getPhase() == UpdatePhase.VERIFIED)
                        .extracting(UpdateEvent::getVmId)
                        .containsExactlyInAnyOrderElementsOf(fleet.vms());
                assertThat(log.of(UpdateEvent.class).stream()
                                .map(UpdateEvent::getUpdateId)
                                .distinct())
                        .hasSize(VMS);
                assertThat(log.of(VolumeEvent.class))
                        .filteredOn(event -> event.getType() == VolumeEventType.RECLAIMED)
                        .hasSize(1);
                assertThat(fleet.volumes())
                        .filteredOn(volume -> volume.contains(KernelFleet.NEWER))
                        .hasSize(1);
            }
        }
    }

    private RunningServices services(String instance, KernelFleet fleet, EmbeddedBroker broker) throws Exception {
        Map<String, String> properties = new HashMap<>(fleet.serviceProperties());
        properties.put("kafka.session.timeout.ms", String.valueOf(SESSION.toMillis()));
        return RunningServices.start(directory.resolve(instance), broker.bootstrapServers(), properties);
    }

    private static void awaitHealthy(RunningServices services) {
        for (Service service : Service.values()) {
            await().atMost(PATIENCE).until(() -> services.health(service) instanceof Health.Up);
        }
    }
}
