package io.slackwater.executor.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policies over HTTP, in the whole service on a real broker. */
@QuarkusTest
@QuarkusTestResource(BrokerAndFleet.class)
class PoliciesHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PATIENT =
            "{\"modifiable\": {\"settleTime\": \"10m\"}, \"selector\": {\"portion\": \"a\"}}";
    private static final String HASTY =
            "{\"modifiable\": {\"settleTime\": \"1s\"}, \"selector\": {\"portion\": \"a\"}}";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private LogClient log;

    @BeforeEach
    void connect() {
        log = new LogClient(bootstrapServers);
        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/policies").then().statusCode(200));
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Test
    void shouldSetAPolicyAndShowWhoSetWhichVersion() {
        set("patient", PATIENT).statusCode(200).body("version", equalTo(1)).body("result", equalTo("SET"));
        set("patient", HASTY).statusCode(200).body("version", equalTo(2));

        when().get("/policies/patient")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("actor", equalTo("ada"))
                .body("reason", equalTo("it is time"))
                .body("document.modifiable.settleTime", equalTo("1s"));
        when().get("/policies").then().body("policy", hasItem("patient"));
        assertThat(events("patient"))
                .extracting(PolicyEvent::getType, PolicyEvent::getVersion, PolicyEvent::getDocument)
                .containsExactly(tuple(PolicyEventType.SET, 1, PATIENT), tuple(PolicyEventType.SET, 2, HASTY));
    }

    @Test
    void shouldPublishNothingWhereThePolicyIsSoAlready() {
        set("same", PATIENT).statusCode(200);

        set("same", PATIENT.replace("{", "{\n ").replace(": ", ":"))
                .statusCode(200)
                .body("version", equalTo(1))
                .body("result", equalTo("UNCHANGED"));

        assertThat(events("same")).hasSize(1);
    }

    @Test
    void shouldNameEveryProblemOfADocumentAndPublishNothing() {
        set("wrong", "{\"modifiable\": {\"settleTime\": \"soon\"}, \"windows\": [{\"start\": \"x\"}], \"colour\": 1}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("problems.field", hasItems("colour", "modifiable.settleTime", "windows[0].start"))
                .body("problems.find { it.field == 'modifiable.settleTime' }.detail", containsString("no duration"))
                .body("problems.find { it.field == 'modifiable.settleTime' }.remedy", containsString("60s"));
        set("built-in", PATIENT).statusCode(400).body("problems[0].field", equalTo("name"));
        set("wrong", "").statusCode(400);

        assertThat(events("wrong")).isEmpty();
        assertThat(events("built-in")).isEmpty();
    }

    @Test
    void shouldTakeAReasonOfTheGreatestLengthAndRefuseALongerOne() {
        String longest = "\u20ac".repeat(2_000);
        given().queryParam("actor", "ada")
                .queryParam("reason", longest)
                .body(PATIENT)
                .put("/policies/explained")
                .then()
                .statusCode(200);

        given().queryParam("actor", "ada")
                .queryParam("reason", longest + "!")
                .body(PATIENT)
                .put("/policies/explained")
                .then()
                .statusCode(400)
                .body("field", equalTo("reason"))
                .body("detail", containsString("has 2001 characters, the limit is 2000"));
        given().queryParam("actor", "ada\nERROR")
                .body(PATIENT)
                .put("/policies/explained")
                .then()
                .statusCode(400)
                .body("field", equalTo("actor"))
                .body("detail", containsString("control character U+000A"));
    }

    @Test
    void shouldCheckADocumentWithoutSettingIt() {
        given().body(PATIENT)
                .put("/policies/only-checked?dryRun=true")
                .then()
                .statusCode(200)
                .body("result", equalTo("FIT"))
                .body("version", equalTo(1));
        given().body("{\"colour\": 1}")
                .put("/policies/only-checked?dryRun=true")
                .then()
                .statusCode(400)
                .body("problems[0].field", equalTo("colour"));
        given().body(PATIENT)
                .put("/policies/only-checked?dryRun=maybe&actor=ada")
                .then()
                .statusCode(400)
                .body("field", equalTo("dryRun"));

        when().get("/policies/only-checked").then().statusCode(404);
        assertThat(events("only-checked")).isEmpty();
    }

    @Test
    void shouldRemoveAPolicyAndGoOnCountingItsVersions() {
        set("short-lived", PATIENT).statusCode(200);

        given().delete("/policies/short-lived?actor=eve")
                .then()
                .statusCode(200)
                .body("result", equalTo("REMOVED"))
                .body("version", equalTo(2));

        when().get("/policies").then().body("policy", not(hasItem("short-lived")));
        given().delete("/policies/short-lived?actor=eve").then().statusCode(404);
        set("short-lived", PATIENT).statusCode(200).body("version", equalTo(3));
    }

    @Test
    void shouldAskWhoDecides() {
        given().body(PATIENT).put("/policies/nobodys").then().statusCode(400).body("field", equalTo("actor"));
        given().delete("/policies/nobodys?actor=").then().statusCode(400).body("field", equalTo("actor"));
        when().get("/policies/built-in")
                .then()
                .statusCode(404)
                .body("detail", containsString("made of the settings of update-executor"));
    }

    @Test
    void shouldTakeOverWhatSomebodyPublishedToTheLog() {
        log.write(
                Topics.POLICIES,
                "published",
                PolicyEvent.newBuilder()
                        .setPolicy("published")
                        .setType(PolicyEventType.SET)
                        .setVersion(7)
                        .setDocument(PATIENT)
                        .setActor("kcat")
                        .setOccurredAt(Instant.now())
                        .build());

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        when().get("/policies/published").then().statusCode(200).body("version", equalTo(7)));
        set("published", HASTY).statusCode(200).body("version", equalTo(8));
    }

    private static ValidatableResponse set(String name, String document) {
        return given().queryParam("actor", "ada")
                .queryParam("reason", "it is time")
                .body(document)
                .put("/policies/" + name)
                .then();
    }

    private List<PolicyEvent> events(String policy) {
        return log.read(Topics.POLICIES).stream()
                .filter(event -> event.getPolicy().equals(policy))
                .toList();
    }
}
