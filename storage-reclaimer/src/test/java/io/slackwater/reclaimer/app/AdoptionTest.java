package io.slackwater.reclaimer.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.Volume;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.storage.RecordSamples;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Adoption by a person, through the service with a real broker and a simulated host. */
@QuarkusTest
@QuarkusTestResource(value = BrokerAndHost.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] OLD = "kernel 6.1.0-49".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "kernel 6.1.0-50, which is longer".getBytes(StandardCharsets.UTF_8);
    private static final String BY_DIGEST = "boot-of-last-year";
    private static final String BY_NAME = "debian-12.kernel-6.1.0-49-copy";
    private static final String UNKNOWN = "private.img";
    private static final String MARKER = "slackwater-store:h1:default";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = BrokerAndHost.HOST_URI, defaultValue = "")
    String hostUri;

    private StorageLog log;

    @BeforeEach
    void prepare() throws Exception {
        log = new StorageLog(bootstrapServers);
        new RecordSamples(hostUri, "", NEW).fleet().forEach(event -> log.write(Topics.HOSTS, "h1", event));
        for (var change :
                List.of(RecordSamples.change("c49", "6.1.0-49", OLD), RecordSamples.change("c50", "6.1.0-50", NEW))) {
            log.write(Topics.CHANGES, "debian-12", change);
            log.write(Topics.ROLLOUTS, change.getChangeId(), RecordSamples.fanOutFinished(change.getChangeId()));
        }
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    /** The first, for it sees that a store is marked when something is adopted in it. */
    @Test
    @Order(1)
    void shouldAdoptAndReclaimWhatItsDigestKnows() throws Exception {
        upload(BY_DIGEST, OLD);
        upload(BY_NAME, "another kernel".getBytes(StandardCharsets.UTF_8));
        upload(UNKNOWN, "years of work".getBytes(StandardCharsets.UTF_8));
        thenSurveyShows(BY_DIGEST, "DIGEST", true);
        thenSurveyShows(BY_NAME, "NAME", false);
        thenSurveyShows(UNKNOWN, "UNKNOWN", false);
        given().queryParam("store", RecordSamples.STORE)
                .get("/adoptions")
                .then()
                .body("freeableBytes", equalTo(OLD.length))
                .body("volumes.find { it.volume == '" + BY_DIGEST + "' }.replacedBy", contains("c50"));

        refused(UNKNOWN, "", "unknown");
        refused(UNKNOWN, ", \"holds\": \"debian-12/kernel@6.1.0-49\"", "unknown");
        refused(BY_NAME, "", "guess");
        assertThat(log.told()).isEmpty();

        declare(HostMode.OBSERVE);
        given().body(adoption(BY_DIGEST, ""))
                .post("/adoptions")
                .then()
                .statusCode(409)
                .body("field", equalTo("store"))
                .body("detail", containsString("not marked"));
        assertThat(volumes()).doesNotContain(MARKER);

        declare(HostMode.ACTIVE);
        given().body(adoption(BY_DIGEST, "")).post("/adoptions").then().statusCode(202);
        assertThat(volumes()).contains(MARKER);

        thenToldOf(
                BY_DIGEST,
                VolumeEventType.ADOPTED,
                VolumeEventType.DUE,
                VolumeEventType.RETIRING,
                VolumeEventType.RECLAIMED);
        assertThat(log.told().get(3).getProof().orElseThrow().getAdoption()).hasValueSatisfying(adoption -> {
            assertThat(adoption.getActor()).isEqualTo("alex");
            assertThat(adoption.getReason()).isEqualTo("the pool is full");
        });
        assertThat(volumes())
                .contains(BY_NAME, UNKNOWN, BrokerAndHost.OLD_KERNEL)
                .doesNotContain(BY_DIGEST);
    }

    @Test
    @Order(2)
    void shouldLeaveToAPersonWhatOnlyARuleNames() throws Exception {
        declare(HostMode.ACTIVE);
        log.write(Topics.STORAGE_OUTCOMES, RecordSamples.STORE, new RecordSamples(hostUri, "", NEW).observed());
        thenToldOf(BrokerAndHost.OLD_KERNEL, VolumeEventType.ADOPTED);
        String shown = "find { it.volume == '" + BrokerAndHost.OLD_KERNEL + "' }";
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/volumes")
                .then()
                .body(shown + ".state", equalTo("NEEDED"))
                .body(shown + ".heldBy.code", contains("NAMED_BY_RULE"))
                .body(shown + ".heldBy[0].subjects", contains("debian-12/kernel@6.1.0-49")));

        refused(BrokerAndHost.OLD_KERNEL, "", "guess");
        given().body(adoption(BrokerAndHost.OLD_KERNEL, ", \"holds\": \"debian-12/kernel@6.1.0-49\""))
                .post("/adoptions")
                .then()
                .statusCode(202);

        thenToldOf(
                BrokerAndHost.OLD_KERNEL,
                VolumeEventType.ADOPTED,
                VolumeEventType.ADOPTED,
                VolumeEventType.DUE,
                VolumeEventType.RETIRING,
                VolumeEventType.RECLAIMED);
        assertThat(volumes()).doesNotContain(BrokerAndHost.OLD_KERNEL);
    }

    private void thenToldOf(String volume, VolumeEventType... types) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.told())
                .filteredOn(event -> event.getVolume().getVolume().equals(volume))
                .extracting(VolumeEvent::getType)
                .containsExactly(types));
    }

    private void declare(HostMode mode) {
        log.write(Topics.HOSTS, "h1", new RecordSamples(hostUri, "", NEW).declared(mode));
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/stores")
                .then()
                .body("find { it.store == '" + RecordSamples.STORE + "' }.hosts[0].mode", equalTo(mode.name())));
    }

    private static void refused(String volume, String more, String reason) {
        given().body(adoption(volume, more))
                .post("/adoptions")
                .then()
                .statusCode(400)
                .body("field", equalTo("volume"))
                .body("detail", containsString(reason))
                .body("remedy", not(emptyString()));
    }

    private static String adoption(String volume, String more) {
        return "{\"store\": \"%s\", \"volume\": \"%s\", \"actor\": \"alex\", \"reason\": \"the pool is full\"%s}"
                .formatted(RecordSamples.STORE, volume, more);
    }

    private static void thenSurveyShows(String volume, String match, boolean freeable) {
        String shown = "volumes.find { it.volume == '" + volume + "' }";
        await().atMost(PATIENCE).untilAsserted(() -> given().queryParam("store", RecordSamples.STORE)
                .get("/adoptions")
                .then()
                .statusCode(200)
                .body(shown + ".match", equalTo(match))
                .body(shown + ".freeable", equalTo(freeable)));
    }

    private void upload(String name, byte[] content) throws Exception {
        try (HostConnection host = new StandardHypervisors().open(hostUri)) {
            host.upload("default", new NewVolume(name, "raw", content.length), new ByteArrayInputStream(content));
        }
    }

    private List<String> volumes() throws Exception {
        try (HostConnection host = new StandardHypervisors().open(hostUri)) {
            return host.pool("default").orElseThrow().volumes().stream()
                    .map(Volume::name)
                    .toList();
        }
    }
}
