package io.slackwater.console.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.slackwater.console.SampleLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FoldedSample.class)
class ConsoleApplicationTest {

    /** What a host may call a VM or a label, and what nobody may be harmed by. */
    private static final List<String> HOSTILE =
            List.of("'; DROP TABLE updates; --", "<script>alert(1)</script>", "\u001b[31mred", "%", "x\" OR \"1\"=\"1");

    @BeforeEach
    void awaitFolded() {
        int events = SampleLog.events(FoldedSample.VMS);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get("/api/v1/events", Map.of("limit", "1000"))
                                .getList("items")
                                .size()
                        == events);
    }

    @Test
    void shouldListEachCollectionWithTheTimeThatItIsAsOf() {
        Map<String, Integer> expected = Map.ofEntries(
                Map.entry("hosts", 2),
                Map.entry("vms", FoldedSample.VMS - 1),
                Map.entry("updates", FoldedSample.VMS),
                Map.entry("changes", 1),
                Map.entry("rollouts", 2),
                Map.entry("policies", 1),
                Map.entry("stores", 2),
                Map.entry("volumes", 2),
                Map.entry("images", 3),
                Map.entry("holds", 1),
                Map.entry("blockers", 5));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(get("/api/v1/hosts", Map.of()).getString("asOf"))
                        .isNotNull());
        expected.forEach((name, count) -> {
            JsonPath page = get("/api/v1/" + name, Map.of("limit", "1000"));
            assertThat(page.getList("items")).as(name).hasSize(count);
            assertThat(page.getString("asOf")).as(name).endsWith("Z");
        });
    }

    @Test
    void shouldShowEachDocumentOfAListOnceThroughItsCursors() {
        for (String sort : List.of("name", "-name", "observedAt", "-state", "managedBy")) {
            List<String> shown = new ArrayList<>();
            @Nullable String cursor = null;
            do {
                JsonPath page = get(
                        "/api/v1/vms",
                        cursor == null
                                ? Map.of("sort", sort, "limit", "7")
                                : Map.of("sort", sort, "limit", "7", "cursor", cursor));
                shown.addAll(page.getList("items.id"));
                cursor = page.getString("nextCursor");
            } while (cursor != null);
            assertThat(shown).as(sort).hasSize(FoldedSample.VMS - 1);
            assertThat(new HashSet<>(shown)).as(sort).hasSize(FoldedSample.VMS - 1);
        }
    }

    @Test
    void shouldFilterByValuePrefixLabelAndTime() {
        assertThat(get("/api/v1/updates", Map.of("phase", "REQUIRED")).getList("items.phase"))
                .hasSize(5)
                .containsOnly("REQUIRED");
        assertThat(get("/api/v1/vms", Map.of("name", "web-1*")).getList("items.name"))
                .hasSize(11);
        assertThat(get("/api/v1/vms", Map.of("label", "tier=odd", "limit", "100"))
                        .getList("items.labels.tier"))
                .hasSize(22)
                .containsOnly("odd");
        assertThat(get("/api/v1/vms", Map.of("gone", "true", "limit", "100")).getList("items"))
                .hasSize(FoldedSample.VMS);
        assertThat(get("/api/v1/vms", Map.of("observedAt.after", "2026-01-05T12:00:40Z"))
                        .getList("items"))
                .hasSize(4);
    }

    @Test
    void shouldTellAnUpdateInFull() {
        given().get("/api/v1/updates/update-0")
                .then()
                .statusCode(200)
                .body("vmName", equalTo("web-0"))
                .body("phase", equalTo("REQUIRED"))
                .body("blockers[0].code", equalTo("VM_RUNNING"))
                .body("replacements[0].from.store", equalTo("h1/images"))
                .body("requiredAt", equalTo("2026-01-05T12:00:10Z"));
        given().get("/api/v1/rollouts/" + SampleLog.CHANGE)
                .then()
                .statusCode(200)
                .body("condition", equalTo("PAUSED"))
                .body("reason", equalTo("night shift"))
                .body("updates.VERIFIED", equalTo(40))
                .body("waves", hasSize(1))
                .body("fanOutFinished", is(true));
    }

    @Test
    void shouldTellOfImagesWhoUsesThemAndWhatIsNotKnown() {
        given().get("/api/v1/images/h1/images/" + SampleLog.OLD)
                .then()
                .statusCode(200)
                .body("[0].verdict", equalTo("IN_USE"))
                .body("[0].portion", equalTo("debian-12/kernel"))
                .body("[0].users.vmName", hasItem("web-0"))
                .body("[0].users.kind", hasItem("HOLD"))
                .body("[0].hosts[0].host", equalTo("h1"));
        given().get("/api/v1/images/" + SampleLog.UNUSED)
                .then()
                .statusCode(200)
                .body("[0].verdict", equalTo("UNCLEAR"))
                .body("[0].doubts.code", hasItem("VM_UNKNOWN"));
        assertThat(get("/api/v1/images", Map.of("host", "h1", "verdict", "UNCLEAR"))
                        .getList("items.name"))
                .containsExactly(SampleLog.UNUSED);
        assertThat(get("/api/v1/images", Map.of("host", "h2")).getList("items")).isEmpty();
        assertThat(get("/api/v1/images", Map.of("sort", "-sizeBytes", "limit", "1"))
                        .getString("nextCursor"))
                .isNotNull();
        given().get("/api/v1/images/unusde.raw")
                .then()
                .statusCode(404)
                .body("detail", containsString(", as of 2"))
                .body("detail", containsString(SampleLog.UNUSED));
    }

    @Test
    void shouldFindAVmAndAVolumeByIdAndByName() {
        given().get("/api/v1/vms/web-7").then().statusCode(200).body("id", hasItem(SampleLog.vmId(7)));
        given().get("/api/v1/vms/" + SampleLog.vmId(7)).then().statusCode(200).body("name", hasItem("web-7"));
        given().get("/api/v1/volumes/h1/images/debian-12.kernel-6.1.0-1")
                .then()
                .statusCode(200)
                .body("holds[0].hold", hasItem("keep"))
                .body("state", hasItem("DUE"))
                .body("vms", everyItem(notNullValue()));
        given().get("/api/v1/stores/h1/images").then().statusCode(200).body("marked", is(true));
    }

    @Test
    void shouldNameTheFaultAndTheNearestName() {
        given().get("/api/v1/vms/wep-7")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("web-7"));
        given().get("/api/v1/updates?phas=REQUIRED")
                .then()
                .statusCode(400)
                .body("field", equalTo("phas"))
                .body("detail", containsString("phase"));
        given().get("/api/v1/updates?changedAt.after=yesterday")
                .then()
                .statusCode(400)
                .body("field", equalTo("changedAt.after"));
        given().get("/api/v1/updates?phase=FAILD")
                .then()
                .statusCode(400)
                .body("field", equalTo("phase"))
                .body("detail", containsString("FAILED"));
        for (String wrong : List.of(
                "updates?state=OPEN",
                "hosts?mode=PASSIVE",
                "vms?state=ON",
                "changes?severity=BAD",
                "rollouts?condition=DONE",
                "volumes?state=DEU",
                "volumes?owner=ME",
                "images?verdict=FOO",
                "blockers?code=HOST",
                "events?topic=updates")) {
            given().get("/api/v1/" + wrong).then().statusCode(400).body("remedy", containsString("Its values are"));
        }
        assertThat(get("/api/v1/updates", Map.of("phase", "REQ*")).getList("items"))
                .hasSize(5);
        given().get("/api/v1/images?store=h1/imagez")
                .then()
                .statusCode(400)
                .body("field", equalTo("store"))
                .body("detail", containsString("h1/images"));
        for (String wrong :
                List.of("vms?host=h9", "images?host=h9", "updates?host=h9", "events?host=h9", "volumes?store=h9/x")) {
            given().get("/api/v1/" + wrong).then().statusCode(400).body("detail", containsString("knows no"));
        }
        given().get("/api/v1/vms?sort=labels").then().statusCode(400).body("field", equalTo("sort"));
        given().get("/api/v1/vms?limit=5000").then().statusCode(400).body("field", equalTo("limit"));
        given().get("/api/v1/updates?changedAt.after=%2B999999999-01-01T00:00:00Z")
                .then()
                .statusCode(400);
        given().get("/api/v1/vms?cursor=x").then().statusCode(400).body("field", equalTo("cursor"));
        String cursor = get("/api/v1/vms", Map.of("limit", "1")).getString("nextCursor");
        given().queryParam("cursor", cursor)
                .get("/api/v1/vms?sort=-name")
                .then()
                .statusCode(400)
                .body("field", equalTo("cursor"));
    }

    @Test
    void shouldTakeWhateverIsSentAsText() {
        for (String text : HOSTILE) {
            assertThat(get("/api/v1/vms", Map.of("name", text)).getList("items"))
                    .isEmpty();
            assertThat(get("/api/v1/vms", Map.of("label", "tier=" + text)).getList("items"))
                    .isEmpty();
            given().get("/api/v1/vms/{name}", text).then().statusCode(404);
        }
        assertThat(get("/api/v1/updates", Map.of()).getList("items")).isNotEmpty();
    }

    @Test
    void shouldDescribeItselfInOpenApi() {
        String description = given().get("/q/openapi?format=json").asString();
        assertThat(new JsonPath(description).getString("openapi")).startsWith("3.1");
        assertThat(new JsonPath(description).getMap("paths"))
                .containsKeys("/api/v1/vms", "/api/v1/updates/{update}", "/api/v1/events");
        assertThat(new JsonPath(description).getMap("components.schemas")).containsKeys("VmResponse", "UpdateResponse");
    }

    private static JsonPath get(String path, Map<String, String> parameters) {
        return given().queryParams(parameters)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
