package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.Domain;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.services.RunningServices;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.services.Service;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The main job on a broker: one change, every VM verified on it, the old volume freed. */
public final class MainJob {

    private static final int VMS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private MainJob() {}

    /**
     * Runs it with the services' own jars.
     *
     * @param directory where the services keep what they keep, and their logs
     */
    public static void run(String bootstrapServers, Path directory) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        new TopicProvisioner(client, ProvisioningPlan.SINGLE_NODE).provision();
        try (KernelFleet fleet = new KernelFleet(VMS)) {
            try (RunningServices services =
                            RunningServices.start(directory, bootstrapServers, fleet.serviceProperties());
                    EventLog log = new EventLog(bootstrapServers)) {
                run(fleet, services, log);
            }
        }
    }

    private static void run(KernelFleet fleet, RunningServices services, EventLog log) throws Exception {
        // when a newer kernel is offered, and the owner has the VMs off once
        new ChangeOffer(services.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
        awaitPhase(log, UpdatePhase.REQUIRED);
        fleet.shutDownAll();
        awaitPhase(log, UpdatePhase.APPLIED);
        fleet.startAll();

        // then every guest says that it runs the newer kernel, and the older one's volume is gone
        awaitPhase(log, UpdatePhase.VERIFIED);
        assertThat(log.updates().values())
                .extracting(UpdateEvent::getKernelRelease)
                .allSatisfy(release -> assertThat(release).contains(KernelFleet.NEWER));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fleet.volumes()).doesNotContain(KernelFleet.OLD_VOLUME));
        assertThat(fleet.domains()).hasSize(VMS).allSatisfy(MainJob::assertRunsFromNewVolumeOnly);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reclaimed(log)).singleElement().satisfies(MainJob::assertProven));
    }

    private static void awaitPhase(EventLog log, UpdatePhase phase) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.updates().values())
                .hasSize(VMS)
                .extracting(UpdateEvent::getPhase)
                .containsOnly(phase));
    }

    private static void assertRunsFromNewVolumeOnly(Domain domain) {
        assertThat(domain.definition()).doesNotContain(KernelFleet.OLD_VOLUME);
        assertThat(domain.liveDefinition()).hasValueSatisfying(live -> assertThat(live)
                .contains("debian.kernel-" + KernelFleet.NEWER)
                .doesNotContain(KernelFleet.OLD_VOLUME));
    }

    private static List<VolumeEvent> reclaimed(EventLog log) {
        return log.of(VolumeEvent.class).stream()
                .filter(event -> event.getType() == VolumeEventType.RECLAIMED)
                .toList();
    }

    private static void assertProven(VolumeEvent event) {
        assertThat(event.getVolume().getVolume()).isEqualTo(KernelFleet.OLD_VOLUME);
        assertThat(event.getBytesFreed()).isEqualTo(KernelFleet.KERNEL_BYTES);
        assertThat(event.getProof()).isPresent();
    }
}
