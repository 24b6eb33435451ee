package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.integration.log.EventLog;
import io.slackwater.integration.log.LogCopy;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.offer.ChangeOffer;
import io.slackwater.integration.offer.OfferedPortion;
import io.slackwater.integration.operator.Operator;
import io.slackwater.integration.services.ProvisionedBroker;
import io.slackwater.integration.services.RunningServices;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal of docs/operations/backup.md: the broker is lost, and an older backup of its log is restored. */
class RestoredLogTest {

    private static final String NEXT = "6.1.0-43-cloud-amd64";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheNextChangeOpenUntilTheVolumesAreKnownThatTheLogLost() throws Exception {
        try (KernelFleet fleet = new KernelFleet(2);
                EmbeddedBroker restored = broker("restored")) {
            // given a log from before a change that all VMs have by now
            String lost = recordAndLose(fleet, restored.bootstrapServers());

            try (RunningServices services = services("restored", fleet, restored);
                    EventLog log = new EventLog(restored.bootstrapServers())) {
                Progress progress = new Progress(log);
                awaitSeenOn(lost, fleet.vms(), log);
                ChangeOffer offer = new ChangeOffer(services.addressOf(Service.PATCH_INGEST));
                URI executor = services.addressOf(Service.UPDATE_EXECUTOR);

                // when the next change comes, it is told of the VMs of which it is unclear what they need
                String next =
                        offer.post("debian", OfferedPortion.kernel("debian/kernel", NEXT, KernelFleet.kernel(NEXT)));
                Progress.patiently().untilAsserted(() -> assertThat(unknownVms(rollout(executor, next)))
                        .isEqualTo(fleet.vms().size()));
                JsonNode open = rollout(executor, next);
                assertThat(open.path("status").asText()).isEqualTo("RUNNING");
                assertThat(open.path("unknownVolumes").path("volumes"))
                        .singleElement()
                        .satisfies(volume -> {
                            assertThat(volume.path("store").asText()).isEqualTo(KernelFleet.STORE);
                            assertThat(volume.path("volume").asText()).isEqualTo(lost);
                            assertThat(volume.path("vms"))
                                    .extracting(JsonNode::asText)
                                    .containsExactlyInAnyOrderElementsOf(fleet.vms());
                        });
                assertThat(finished(log, next)).isEmpty();

                // and when the lost change is published again and its volume adopted
                offer.post("debian", KernelFleet.newerKernel());
                Operator.adopt(services.addressOf(Service.STORAGE_RECLAIMER), KernelFleet.STORE, lost);

                // then the VMs need the change, and it is finished once they have it
                assertThat(progress.awaitPhase(UpdatePhase.REQUIRED, fleet.vms()))
                        .extracting(UpdateEvent::getChangeId)
                        .containsOnly(next);
                fleet.shutDownAll();
                progress.awaitPhase(UpdatePhase.APPLIED, fleet.vms());
                fleet.startAll();
                progress.awaitPhase(UpdatePhase.VERIFIED, fleet.vms());
                Progress.patiently().untilAsserted(() -> {
                    JsonNode done = rollout(executor, next);
                    assertThat(done.path("status").asText()).isEqualTo("FINISHED");
                    assertThat(done.path("matched").asInt())
                            .isEqualTo(fleet.vms().size());
                    assertThat(done.path("unknownVolumes").isNull()).isTrue();
                });

                // and its volume is freed once a person has accepted the log
                progress.awaitKept(KernelFleet.STORE, lost, BlockerCode.LOG_OLDER_THAN_STORE);
                Operator.acceptLog(services.addressOf(Service.STORAGE_RECLAIMER), KernelFleet.STORE);
                progress.awaitReclaimed(KernelFleet.STORE, lost);
            }
        }
    }

    /** Returns the name of the volume that was staged after the log was copied. */
    private String recordAndLose(KernelFleet fleet, String backup) throws Exception {
        try (EmbeddedBroker broker = broker("first");
                RunningServices services = services("first", fleet, broker);
                EventLog log = new EventLog(broker.bootstrapServers())) {
            Progress progress = new Progress(log);
            fleet.vms().forEach(progress::awaitSeen);
            Progress.patiently().untilAsserted(() -> assertThat(log.of(VolumeEvent.class))
                    .extracting(VolumeEvent::getType)
                    .contains(VolumeEventType.ADOPTED));
            assertThat(LogCopy.copy(broker.bootstrapServers(), backup)).isPositive();

            new ChangeOffer(services.addressOf(Service.PATCH_INGEST)).post("debian", KernelFleet.newerKernel());
            progress.awaitPhase(UpdatePhase.REQUIRED, fleet.vms());
            fleet.shutDownAll();
            progress.awaitPhase(UpdatePhase.APPLIED, fleet.vms());
            fleet.startAll();
            progress.awaitPhase(UpdatePhase.VERIFIED, fleet.vms());
            return log.of(VolumeEvent.class).stream()
                    .filter(event -> event.getType() == VolumeEventType.STAGED)
                    .map(event -> event.getVolume().getVolume())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void awaitSeenOn(String volume, List<String> vms, EventLog log) {
        Progress.patiently().untilAsserted(() -> {
            Map<String, VmEvent> seen = new HashMap<>();
            log.of(VmEvent.class).forEach(event -> seen.put(event.getVmId(), event));
            assertThat(seen).containsOnlyKeys(vms);
            assertThat(seen.values()).allSatisfy(event -> assertThat(event.getUses())
                    .extracting(use -> use.getVolume().getVolume())
                    .containsExactly(volume));
        });
    }

    private static List<RolloutEvent> finished(EventLog log, String changeId) {
        log.readToItsEnd();
        return log.of(RolloutEvent.class).stream()
                .filter(event -> event.getType() == RolloutEventType.FINISHED
                        && event.getChangeId().equals(changeId))
                .toList();
    }

    /** Returns how many VMs are told of that may need it, once every partition has looked; fewer than none before that. */
    private static int unknownVms(JsonNode rollout) {
        return rollout.path("matching").asBoolean(true)
                ? -1
                : rollout.path("unknownVolumes").path("vms").asInt();
    }

    private static JsonNode rollout(URI executor, String changeId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(executor.resolve("/rollouts/" + changeId))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private EmbeddedBroker broker(String name) throws InterruptedException {
        return ProvisionedBroker.start(directory.resolve(name).resolve("broker"));
    }

    private RunningServices services(String name, KernelFleet fleet, EmbeddedBroker broker) throws Exception {
        return RunningServices.start(
                directory.resolve(name).resolve("services"), broker.bootstrapServers(), fleet.serviceProperties());
    }
}
