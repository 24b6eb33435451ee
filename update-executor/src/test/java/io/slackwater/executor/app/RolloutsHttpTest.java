package io.slackwater.executor.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.VerifiedBy;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rollouts over HTTP, in the whole service on a real broker. */
@QuarkusTest
@QuarkusTestResource(BrokerAndFleet.class)
class RolloutsHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CHANGE = "debian-13-fedcba9876543210";
    private static final String ORDER = "{\"actor\": \"ada\", \"reason\": \"it smells\"}";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private LogClient log;

    @BeforeEach
    void connect() {
        log = new LogClient(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Test
    void shouldShowARolloutAndLetAPersonPauseAndResumeIt() {
        matched(CHANGE);
        awaitShown(CHANGE, "RUNNING");

        given().body(ORDER).post("/rollouts/" + CHANGE + "/pause").then().statusCode(202);
        awaitShown(CHANGE, "PAUSED");
        when().get("/rollouts/" + CHANGE)
                .then()
                .body("paused.actor", equalTo("ada"))
                .body("paused.reason", equalTo("it smells"))
                .body("matched", equalTo(7));

        given().body(ORDER).post("/rollouts/" + CHANGE + "/resume").then().statusCode(202);
        awaitShown(CHANGE, "RUNNING");
    }

    @Test
    void shouldNotGoOnWithARolloutThatWasAborted() {
        String aborted = "debian-13-aaaaaaaaaaaaaaaa";
        matched(aborted);
        awaitShown(aborted, "RUNNING");

        given().body(ORDER).post("/rollouts/" + aborted + "/abort").then().statusCode(202);
        awaitShown(aborted, "ABORTED");

        given().body(ORDER)
                .post("/rollouts/" + aborted + "/resume")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("was aborted"));
    }

    @Test
    void shouldSayThatTheChangeOfARolloutWasWithdrawn() {
        String withdrawn = "debian-13-bbbbbbbbbbbbbbbb";
        matched(withdrawn);
        awaitShown(withdrawn, "RUNNING");

        log.write(
                Topics.CHANGES,
                "debian-13",
                ChangeEvent.newBuilder()
                        .setChangeId(withdrawn)
                        .setType(ChangeEventType.WITHDRAWN)
                        .setOperatingSystem("debian-13")
                        .setPortions(List.of())
                        .setSeverity(Severity.UNKNOWN)
                        .setSource("ada")
                        .setReason("it does not boot")
                        .setOccurredAt(Instant.now())
                        .build());

        awaitShown(withdrawn, "WITHDRAWN");
        when().get("/rollouts/" + withdrawn).then().body("withdrawn", equalTo("it does not boot"));
        given().body(ORDER)
                .post("/rollouts/" + withdrawn + "/resume")
                .then()
                .statusCode(409)
                .body("detail", containsString("was withdrawn: it does not boot"));
        failed("33333333-cccc");
        await().atMost(PATIENCE).untilAsserted(() -> given().body(retry(withdrawn))
                .post("/vms/33333333-cccc/retry")
                .then()
                .statusCode(409)
                .body("detail", containsString("was withdrawn, and is tried no more")));
        when().get("/rollouts").then().body("find { it.changeId == '" + withdrawn + "' }.status", equalTo("WITHDRAWN"));
    }

    @Test
    void shouldFreezeTheFleetUntilAPersonEndsIt() {
        given().body(ORDER).post("/freeze").then().statusCode(202);
        awaitFrozen(true);
        when().get("/freeze").then().body("by.actor", equalTo("ada"));

        given().body(ORDER).delete("/freeze").then().statusCode(202);
        awaitFrozen(false);
    }

    @Test
    void shouldPublishThatAChangeIsToBeTriedAgain() {
        failed("11111111-aaaa");
        awaitRetry("11111111-AAAA", "another", 409);

        given().body(retry("another"))
                .post("/vms/11111111-AAAA/retry")
                .then()
                .statusCode(409)
                .body("detail", containsString("Change another did not fail"))
                .body("remedy", containsString(CHANGE));
        given().body(retry(CHANGE)).post("/vms/11111111-AAAA/retry").then().statusCode(202);
        awaitRetry("11111111-AAAA", CHANGE, 409);

        assertThat(log.read(Topics.ROLLOUTS))
                .filteredOn(event -> event.getType() == RolloutEventType.RETRY)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getVmId()).contains("11111111-aaaa");
                    assertThat(event.getReason()).contains("new disk");
                });
    }

    @Test
    void shouldNotRetryOnAVmThatNobodyKnows() {
        awaitRetry("22222222-bbbb", CHANGE, 404);

        given().body(retry(CHANGE))
                .post("/vms/22222222-bbbb/retry")
                .then()
                .statusCode(404)
                .body("detail", containsString("a VM 22222222-bbbb"));
    }

    @Test
    void shouldNameTheFieldOfAnOrderThatIsNotAsItShouldBe() {
        given().body("{\"actor\": \"ada\"}")
                .post("/freeze")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("reason"));
        given().body("no json").post("/freeze").then().statusCode(400).body("field", equalTo("body"));
        given().body(ORDER).post("/rollouts/none/pause").then().statusCode(404);
    }

    private void matched(String changeId) {
        log.write(
                Topics.ROLLOUTS,
                changeId,
                RolloutEvent.newBuilder()
                        .setChangeId(changeId)
                        .setType(RolloutEventType.FAN_OUT_FINISHED)
                        .setPartition(0)
                        .setPartitions(1)
                        .setMatched(7)
                        .setOccurredAt(Instant.now())
                        .build());
    }

    private void failed(String vmId) {
        log.write(
                Topics.UPDATES,
                vmId,
                UpdateEvent.newBuilder()
                        .setVerifiedBy(VerifiedBy.UNKNOWN)
                        .setUpdateId("update-that-failed")
                        .setChangeId(CHANGE)
                        .setVmId(vmId)
                        .setHostId("host-of-" + vmId)
                        .setEpisode("episode")
                        .setPhase(UpdatePhase.FAILED)
                        .setState(UpdateState.ROLLING_BACK)
                        .setAttempt(1)
                        .setReason("it does not boot")
                        .setReplacements(List.of())
                        .setOccurredAt(Instant.now())
                        .build());
    }

    private static String retry(String changeId) {
        return "{\"actor\": \"ada\", \"reason\": \"new disk\", \"changeId\": \"" + changeId + "\"}";
    }

    /** Until the service has read what was written, it answers otherwise. */
    private static void awaitRetry(String vmId, String changeId, int status) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> given().body(retry(changeId))
                .post("/vms/" + vmId + "/retry")
                .then()
                .statusCode(status));
    }

    private static void awaitShown(String changeId, String status) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> when().get(
                        "/rollouts/" + changeId)
                .then()
                .statusCode(200)
                .body("status", equalTo(status)));
    }

    private static void awaitFrozen(boolean frozen) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(
                        () -> when().get("/freeze").then().statusCode(200).body("frozen", equalTo(frozen)));
    }
}
