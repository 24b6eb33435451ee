package io.slackwater.reclaimer.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.Volume;
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
import org.junit.jupiter.api.Test;

/** What holds up deletes, through the service's own workers and a real broker. */
@QuarkusTest
@QuarkusTestResource(
        value = BrokerAndHost.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = BrokerAndHost.FIRST_DELETE_PAUSE, value = "1h"))
class DeleteGuardApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] OLD = "kernel 6.1.0-49".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "kernel 6.1.0-50".getBytes(StandardCharsets.UTF_8);
    private static final String BY = "\"actor\": \"alex\", \"reason\": \"it looks odd\"";
    private static final String OF_STORE = "{\"store\": \"" + RecordSamples.STORE + "\", " + BY + "}";

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

    @Test
    void shouldHoldDeletesUpUntilEachReasonIsEnded() throws Exception {
        given().body("{" + BY + "}").post("/freeze").then().statusCode(202);
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/freeze")
                .then()
                .body("frozen", equalTo(true))
                .body("detail", containsString("alex froze the deletes of all stores: it looks odd")));
        adopt("a");
        thenHeldBy("a", "STORAGE_FROZEN", "slackwater storage unfreeze");

        given().body("{" + BY + "}").delete("/freeze").then().statusCode(202);
        thenReclaimed("a");
        adopt("b");
        thenHeldBy("b", "FIRST_DELETE", "slackwater storage go-on " + RecordSamples.STORE);

        given().body(OF_STORE).post("/stores/go-on").then().statusCode(202);
        thenReclaimed("b");
        given().body(OF_STORE).post("/stores/accept-log").then().statusCode(400).body("field", equalTo("store"));

        upload("slackwater-count:another-log:5", new byte[512]);
        adopt("c");
        thenHeldBy("c", "LOG_OLDER_THAN_STORE", "slackwater storage accept-log " + RecordSamples.STORE);
        given().body(OF_STORE).post("/stores/accept-log").then().statusCode(202);
        thenReclaimed("c");
        assertThat(volumes().stream().filter(name -> name.startsWith("slackwater-count:")))
                .hasSize(1)
                .noneMatch(name -> name.contains("another-log"));
    }

    @Test
    void shouldTakeConsentForWhatItKnows() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> given().body(OF_STORE).post("/consents").then().statusCode(202));
        given().body("{\"store\": \"" + RecordSamples.STORE + "\", \"volume\": \"no-such\", " + BY + "}")
                .post("/consents")
                .then()
                .statusCode(400)
                .body("field", equalTo("volume"));
        given().body("{\"actor\": \"alex\"}")
                .post("/freeze")
                .then()
                .statusCode(400)
                .body("field", equalTo("reason"));
    }

    private void adopt(String volume) throws Exception {
        upload(volume, OLD);
        String adoption = "{\"store\": \"%s\", \"volume\": \"%s\", %s}".formatted(RecordSamples.STORE, volume, BY);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> given().body(adoption).post("/adoptions").then().statusCode(202));
    }

    private static void thenHeldBy(String volume, String code, String remedy) {
        String shown = "find { it.volume == '" + volume + "' }";
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/volumes")
                .then()
                .body(shown + ".heldBy.code", contains(code))
                .body(shown + ".heldBy[0].remedy", containsString(remedy)));
    }

    private void thenReclaimed(String volume) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.told())
                .filteredOn(event -> event.getVolume().getVolume().equals(volume))
                .extracting(VolumeEvent::getType)
                .contains(VolumeEventType.RECLAIMED));
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
