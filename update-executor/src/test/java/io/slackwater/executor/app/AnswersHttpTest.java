package io.slackwater.executor.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VerifiedBy;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a VM is where it is, over HTTP, in the whole service on a real broker. */
@QuarkusTest
@QuarkusTestResource(BrokerAndFleet.class)
class AnswersHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String HOST = "host-of-answers";
    private static final String VM = "aaaaaaaa-2222-3333-4444-555555555555";
    private static final String CHANGE = "debian-12-answers";
    private static final VolumeRef OLD = new VolumeRef(HOST + "/default", "kernel-6.1", "/pool/kernel-6.1");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private LogClient log;

    @BeforeEach
    void aRunningVmThatNeedsAChangeOnAnObservedHost() {
        log = new LogClient(bootstrapServers);
        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/policies").then().statusCode(200));
        set("answers-all", "{\"selector\": {\"vmLabels\": {\"asks\": \"answers\"}}}");
        set("answers-other", "{\"selector\": {\"vmLabels\": {\"asks\": \"others\"}}}");
        log.write(Topics.HOSTS, HOST, host(HostEventType.DECLARED));
        log.write(Topics.HOSTS, HOST, host(HostEventType.REACHABLE));
        log.write(Topics.HOSTS, HOST, host(HostEventType.SYNCED));
        log.write(Topics.VM_INVENTORY, VM, observed());
        log.write(
                Topics.VM_STATES,
                VM,
                VmStateEvent.newBuilder()
                        .setVmId(VM)
                        .setHostId(HOST)
                        .setState(VmState.RUNNING)
                        .setReason("BOOTED")
                        .setOccurredAt(Instant.now())
                        .build());
        log.write(Topics.UPDATES, VM, required());
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Test
    void shouldExplainAVmAndCountWhatHoldsUpdatesUp() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> when().get(
                        "/vms/" + VM.toUpperCase(Locale.ROOT) + "/explain")
                .then()
                .statusCode(200)
                .body("updates[0].blockers.code", hasItem("VM_RUNNING")));

        when().get("/vms/" + VM + "/explain")
                .then()
                .body("name", equalTo("web"))
                .body("labels.asks", equalTo("answers"))
                .body("hosts[0].hostId", equalTo(HOST))
                .body("hosts[0].mode", equalTo("OBSERVE"))
                .body("hosts[0].state.state", equalTo("RUNNING"))
                .body("updates[0].changeId", equalTo(CHANGE))
                .body("updates[0].phase", equalTo("REQUIRED"))
                .body("updates[0].blockers.code", hasItem("HOST_OBSERVE_ONLY"))
                .body("updates[0].blockers.since", everyItem(notNullValue()))
                .body("updates[0].blockers.find { it.code == 'HOST_OBSERVE_ONLY' }.subject", equalTo(HOST))
                .body("updates[0].blockers.find { it.code == 'VM_RUNNING' }.remedy", containsString("Shut it off"))
                .body("updates[0].policy.policy", equalTo("answers-all"))
                .body("updates[0].policy.others.policy", hasItem("answers-other"));
        assertThat(log.read(Topics.UPDATES))
                .filteredOn(event ->
                        event.getVmId().equals(VM) && event.getAdmission().isPresent())
                .as("the topology goes by the policy that is explained")
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(event.getAdmission().orElseThrow().getPolicy())
                                .isEqualTo("answers-all"));

        when().get("/blockers?change=" + CHANGE)
                .then()
                .statusCode(200)
                .body("complete", equalTo(true))
                .body("updates", equalTo(1))
                .body("blocked", equalTo(1))
                .body("counts.VM_RUNNING", equalTo(1))
                .body("blockers.code", hasItem("HOST_OBSERVE_ONLY"))
                .body("blockers.vmId", everyItem(equalTo(VM)))
                .body("blockers[0].since", notNullValue());
        when().get("/blockers?host=" + HOST + "&code=vm-running&limit=1")
                .then()
                .body("blockers.code", contains("VM_RUNNING"))
                .body("more", equalTo(0));
        when().get("/blockers?vm=" + VM + "&limit=0")
                .then()
                .body("blockers", hasSize(0))
                .body("more", greaterThanOrEqualTo(2));
        when().get("/blockers").then().body("blockers.vmId", hasItem(VM));
        when().get("/blockers?change=none").then().statusCode(200).body("updates", equalTo(0));
    }

    @Test
    void shouldNameAHostThatIsAway() {
        eventually(() -> when().get("/blockers?host=" + HOST).then().body("hostsAway", hasSize(0)));

        log.write(Topics.HOSTS, HOST, host(HostEventType.UNREACHABLE));

        eventually(() -> when().get("/blockers")
                .then()
                .statusCode(200)
                .body("hostsAway.hostId", hasItem(HOST))
                .body("hostsAway.since", everyItem(notNullValue())));
        eventually(() -> when().get("/blockers?vm=" + VM).then().body("hostsAway.hostId", contains(HOST)));
        when().get("/blockers?host=other").then().body("hostsAway", hasSize(0));
        eventually(() -> when().get("/vms/" + VM + "/explain")
                .then()
                .body("hosts[0].reachable", equalTo(false))
                .body("hosts[0].linkSince", notNullValue()));
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(holds);
    }

    @Test
    void shouldSayWhatOfAQuestionIsWrong() {
        when().get("/vms/nobody/explain").then().statusCode(404).body("detail", containsString("a VM nobody"));
        when().get("/blockers?code=TIRED")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("code"))
                .body("remedy", containsString("VM_RUNNING"));
        when().get("/blockers?limit=many").then().statusCode(400).body("field", equalTo("limit"));
        when().get("/blockers?limit=1001").then().statusCode(400).body("detail", not(containsString("null")));
    }

    @Test
    void shouldSayWhatItDoesNotTake() {
        given().get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is nothing at /nothing/here"))
                .body("remedy", containsString("docs/operations"));
        given().delete("/blockers")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("detail", equalTo("/blockers does not take DELETE"));
    }

    private static void set(String name, String document) {
        given().body(document).put("/policies/" + name + "?actor=ada").then().statusCode(200);
    }

    private static HostEvent host(HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(HOST)
                .setType(type)
                .setUri("simulated://127.0.0.1:1/" + HOST)
                .setMode(HostMode.OBSERVE)
                .setOccurredAt(Instant.now())
                .build();
    }

    private static VmEvent observed() {
        return VmEvent.newBuilder()
                .setVmId(VM)
                .setType(VmEventType.OBSERVED)
                .setHostId(HOST)
                .setName("web")
                .setLabels(Map.of("asks", "answers"))
                .setUses(List.of(Use.newBuilder()
                        .setSlot("kernel")
                        .setSlotKind(SlotKind.KERNEL)
                        .setLive(true)
                        .setConfigured(true)
                        .setVolume(OLD)
                        .build()))
                .setOccurredAt(Instant.now())
                .build();
    }

    private static UpdateEvent required() {
        return UpdateEvent.newBuilder()
                .setVerifiedBy(VerifiedBy.UNKNOWN)
                .setUpdateId("update-of-answers")
                .setChangeId(CHANGE)
                .setVmId(VM)
                .setHostId(HOST)
                .setEpisode("episode-of-answers")
                .setPhase(UpdatePhase.REQUIRED)
                .setOpens(true)
                .setState(UpdateState.WAITING)
                .setReplacements(List.of(Replacement.newBuilder()
                        .setSlot("kernel")
                        .setPortion("debian-12/kernel")
                        .setKind(PortionKind.KERNEL)
                        .setFromVersion("6.1")
                        .setFrom(OLD)
                        .setToVersion("6.2")
                        .build()))
                .setOccurredAt(Instant.now())
                .build();
    }
}
