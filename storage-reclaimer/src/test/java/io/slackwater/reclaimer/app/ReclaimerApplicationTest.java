package io.slackwater.reclaimer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.kafka.WireSamples;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with a real broker, a simulated host, and this test in the role of the other services. */
@QuarkusTest
@QuarkusTestResource(BrokerAndHost.class)
class ReclaimerApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = BrokerAndHost.HOST_URI, defaultValue = "")
    String hostUri;

    @TestHTTPResource("/")
    URI service;

    @TempDir
    Path directory;

    private StorageLog log;

    @BeforeEach
    void connect() {
        log = new StorageLog(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Test
    void shouldStageTheNewKernelAndReclaimTheOldOne() throws Exception {
        byte[] kernel = "kernel 6.1.0-50".getBytes(StandardCharsets.UTF_8);
        Path artifact = Files.write(directory.resolve("kernel"), kernel);
        WireSamples samples = new WireSamples(hostUri, artifact.toUri().toString(), kernel);
        samples.fleet().forEach((event) -> log.write(Topics.HOSTS, "h1", event));
        log.write(Topics.CHANGES, "debian-12", samples.change());
        log.write(Topics.STORAGE_OUTCOMES, WireSamples.STORE, samples.observed());
        log.write(Topics.VM_INVENTORY, WireSamples.VM, samples.vmOn(BrokerAndHost.OLD_KERNEL));
        log.write(Topics.UPDATES, WireSamples.VM, samples.update(UpdatePhase.REQUIRED));

        thenToldInOrder(VolumeEventType.ADOPTED, VolumeEventType.STAGED, VolumeEventType.PINNED);
        assertThat(volumes()).contains(samples.newVolume(), BrokerAndHost.OLD_KERNEL);
        assertThat(log.firstHeaders())
                .containsEntry("ce_source", "/slackwater/storage-reclaimer")
                .containsEntry("ce_subject", WireSamples.STORE)
                .containsKeys("ce_id", "ce_type", "traceparent");

        log.write(Topics.VM_INVENTORY, WireSamples.VM, samples.vmOn(samples.newVolume()));
        log.write(Topics.UPDATES, WireSamples.VM, samples.update(UpdatePhase.VERIFIED));
        log.write(Topics.ROLLOUTS, WireSamples.CHANGE, samples.fanOutFinished());

        thenToldInOrder(VolumeEventType.DUE, VolumeEventType.RETIRING, VolumeEventType.RECLAIMED);
        assertThat(volumes()).contains(samples.newVolume()).doesNotContain(BrokerAndHost.OLD_KERNEL);
        thenHealthNames("\"streams\"", "\"hosts\"");
        thenMetricsHold("slackwater_storage_bytes_freed_total 900.0", "slackwater_storage_orders_seconds_count");
    }

    private void thenToldInOrder(VolumeEventType... types) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(log.told()).extracting(VolumeEvent::getType).containsSubsequence(types));
    }

    private void thenHealthNames(String... checks) throws Exception {
        assertThat(get("/q/health/ready")).contains(checks).contains("\"status\": \"UP\"");
    }

    private void thenMetricsHold(String... lines) throws Exception {
        assertThat(get("/q/metrics")).contains(lines);
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private List<String> volumes() throws Exception {
        try (HostConnection host = new StandardHypervisors().open(hostUri)) {
            StoragePool pool = host.pool("default").orElseThrow();
            return pool.volumes().stream().map(Volume::name).toList();
        }
    }
}
