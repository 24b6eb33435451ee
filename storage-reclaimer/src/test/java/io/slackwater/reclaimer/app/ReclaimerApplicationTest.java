package io.slackwater.reclaimer.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.StoreHost;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.Unexplained;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.poison.PoisonRecord;
import io.slackwater.topology.storage.RecordSamples;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The service with a real broker, a simulated host, and this test in the role of the other services. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@QuarkusTest
@QuarkusTestResource(value = BrokerAndHost.class, restrictToAnnotatedClass = true)
class ReclaimerApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = BrokerAndHost.HOST_URI, defaultValue = "")
    String hostUri;

    @TestHTTPResource("/")
    URI service;

    @TestHTTPResource(management = true)
    URI management;

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
    void shouldStageTheNewKernelAndReclaimTheOldOneWhenItIsHeldNoMore() throws Exception {
        byte[] kernel = "kernel 6.1.0-50".getBytes(StandardCharsets.UTF_8);
        Path artifact = Files.write(directory.resolve("kernel"), kernel);
        RecordSamples samples = new RecordSamples(hostUri, artifact.toUri().toString(), kernel);
        samples.fleet().forEach((event) -> log.write(Topics.HOSTS, "h1", event));
        log.write(Topics.CHANGES, "debian-12", samples.change());
        log.write(Topics.STORAGE_OUTCOMES, RecordSamples.STORE, samples.observed());
        log.write(Topics.VM_INVENTORY, RecordSamples.VM, samples.vmOn(BrokerAndHost.OLD_KERNEL));
        log.write(Topics.UPDATES, RecordSamples.VM, samples.update(UpdatePhase.REQUIRED));

        thenToldInOrder(VolumeEventType.ADOPTED, VolumeEventType.STAGED, VolumeEventType.PINNED);
        assertThat(volumes()).contains(samples.newVolume(), BrokerAndHost.OLD_KERNEL);
        assertThat(log.firstHeaders())
                .containsEntry("ce_source", "/slackwater/storage-reclaimer")
                .containsEntry("ce_subject", RecordSamples.STORE)
                .containsKeys("ce_id", "ce_type", "traceparent");

        given().get("/stores")
                .then()
                .body("find { it.store == '" + RecordSamples.STORE + "' }.hosts[0].contact", equalTo("SYNCED"))
                .body(
                        "find { it.store == '" + RecordSamples.STORE + "' }.hosts[0].contactSince",
                        not(emptyOrNullString()));
        decide("/holds", holdOf(BrokerAndHost.OLD_KERNEL));
        thenHeldBy("NEEDED", "HELD", "USED_BY_VM", "UPDATES_OUTSTANDING", "FAN_OUT_UNFINISHED");
        log.write(Topics.VM_INVENTORY, RecordSamples.VM, samples.vmOn(samples.newVolume()));
        log.write(Topics.UPDATES, RecordSamples.VM, samples.update(UpdatePhase.VERIFIED));
        log.write(Topics.ROLLOUTS, RecordSamples.CHANGE, samples.fanOutFinished());

        thenHeldBy("NEEDED", "HELD");
        decide("/holds/release", holdOf(BrokerAndHost.OLD_KERNEL));
        thenToldInOrder(VolumeEventType.DUE, VolumeEventType.RETIRING, VolumeEventType.RECLAIMED);
        assertThat(volumes()).contains(samples.newVolume()).doesNotContain(BrokerAndHost.OLD_KERNEL);
        thenDeletedIs(BrokerAndHost.OLD_KERNEL);
        thenNoSuchPortionIsKnown();
        thenHealthNames("\"streams\"", "\"hosts\"");
        thenMetricsHold("slackwater_storage_bytes_freed_total 900.0", "slackwater_storage_orders_seconds_count");
        assertThat(Unexplained.topics(bootstrapServers))
                .as("topics that another version cannot read")
                .isEmpty();
    }

    @Test
    @Order(Integer.MAX_VALUE) // last: another test reads the whole log, where this one writes what nobody can read
    void shouldSendCommandsThatNobodyMeansToTheDeadLettersAndGoOn() {
        List<PoisonRecord> poison = PoisonRecord.ofKafka(Topics.STORAGE_COMMANDS);
        StorageCommand late = StorageCommand.newBuilder()
                .setCommandId("late/RECLAIM/1")
                .setType(StorageCommandType.RECLAIM)
                .setVolume(new VolumeRef(PoisonRecord.ID, "some-volume", "/some-volume"))
                .setHosts(List.of(new StoreHost("h1", hostUri, "default", List.of())))
                .setLifetimeMillis(1)
                .setOccurredAt(Instant.parse("2026-01-01T00:00:00Z"))
                .build();

        poison.forEach(record -> log.writeBytes(Topics.STORAGE_COMMANDS, record.key(), record.value()));
        log.write(Topics.STORAGE_COMMANDS, PoisonRecord.ID, late);

        AvroCodec<StorageOutcome> codec = new AvroCodec<>(StorageOutcome.class);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.read(Topics.STORAGE_OUTCOMES.name()))
                .extracting(entry -> codec.decode(entry.value()))
                .filteredOn(outcome -> outcome.getCommandId().equals(Optional.of(late.getCommandId())))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getType()).isEqualTo(StorageOutcomeType.EXPIRED)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.read(Topics.STORAGE_COMMANDS.deadLetterName()))
                .hasSize(poison.size()));
    }

    @Test
    void shouldNameWhatADecisionGotWrong() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/stores").then().statusCode(200));

        given().body(holdOf("no-such-volume"))
                .post("/holds")
                .then()
                .statusCode(400)
                .body("field", oneOf("store", "volume"))
                .body("remedy", not(emptyString()));
        given().body("{\"stoer\": \"h1/default\"}")
                .post("/stores/confirm")
                .then()
                .statusCode(400)
                .body("field", equalTo("stoer"));
    }

    @Test
    void shouldSayWhatItDoesNotTake() {
        given().get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is nothing at /nothing/here"))
                .body("remedy", containsString("docs/operations"));
        given().delete("/stores")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("detail", equalTo("/stores does not take DELETE"));
    }

    private static String holdOf(String volume) {
        return """
                {"store": "%s", "volume": "%s", "hold": "audit", "actor": "alex", "reason": "the audit asks for it"}
                """
                .formatted(RecordSamples.STORE, volume);
    }

    private static void decide(String path, String decision) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().body(decision).post(path).then().statusCode(202));
    }

    private static void thenHeldBy(String state, String... codes) {
        await().atMost(PATIENCE).untilAsserted(() -> given().queryParam("store", RecordSamples.STORE)
                .get("/volumes")
                .then()
                .statusCode(200)
                .body("find { it.volume == '" + BrokerAndHost.OLD_KERNEL + "' }.state", equalTo(state))
                .body(
                        "find { it.volume == '" + BrokerAndHost.OLD_KERNEL + "' }.heldBy.code",
                        containsInAnyOrder(codes)));
    }

    private static void thenDeletedIs(String volume) {
        given().queryParam("store", RecordSamples.STORE)
                .get("/volumes/deleted")
                .then()
                .statusCode(200)
                .body("count", equalTo(1))
                .body("volumes[0].volume", equalTo(volume))
                .body("volumes[0].proof.lastUsers", contains(RecordSamples.VM))
                .body("volumes[0].proof.hostsAsked.hostId", contains("h1"));
        given().queryParam("limit", "all")
                .get("/volumes/deleted")
                .then()
                .statusCode(400)
                .body("field", equalTo("limit"));
    }

    private static void thenNoSuchPortionIsKnown() {
        for (String path : List.of("/volumes", "/volumes/deleted")) {
            given().queryParam("portion", "debian-12/kernle")
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("portion"))
                    .body("remedy", containsString("Nearest: debian-12/kernel."));
        }
    }

    private void thenToldInOrder(VolumeEventType... types) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(log.told()).extracting(VolumeEvent::getType).containsSubsequence(types));
    }

    private void thenHealthNames(String... checks) throws Exception {
        assertThat(get(management.resolve("/q/health/ready"))).contains(checks).contains("\"status\": \"UP\"");
    }

    private void thenMetricsHold(String... lines) throws Exception {
        assertThat(get(management.resolve("/q/metrics"))).contains(lines);
    }

    private String get(URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private List<String> volumes() throws Exception {
        try (HostConnection host = new StandardHypervisors().open(hostUri)) {
            StoragePool pool = host.pool("default").orElseThrow();
            return pool.volumes().stream().map(Volume::name).toList();
        }
    }
}
