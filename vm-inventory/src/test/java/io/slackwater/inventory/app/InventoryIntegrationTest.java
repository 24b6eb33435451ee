package io.slackwater.inventory.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.Severity;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VersionOrder;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.serde.Unexplained;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BrokerAndFleet.class)
class InventoryIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = BrokerAndFleet.POSTED_URI, defaultValue = "")
    String postedUri;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void shouldRequireAChangeOfTheVmsOfConfiguredAndPostedHosts() throws Exception {
        given().body("{\"hostId\": \"host-b\", \"uri\": \"" + postedUri + "\", \"labels\": {\"rack\": \"2\"}}")
                .post("/hosts")
                .then()
                .statusCode(201)
                .body("mode", equalTo("OBSERVE"));
        awaitBothVmsObserved();
        adoptWhatWatchersSaw();

        write(Topics.CHANGES, "debian-12", newKernel());

        awaitBothVmsRequired();
        awaitEveryPartitionFinished();
        assertThatHostsAreShownAndHealthy();
        assertThatASecondNameOfAHostIsNamed();
        assertThatARetirementIsShownFirst();
        assertThat(Unexplained.topics(bootstrapServers))
                .as("topics that another version cannot read")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "no json; body",
                "[]; body",
                "{\"uri\": \"test:///default\"}; hostId",
                "{\"hostId\": \"UPPER\", \"uri\": \"test:///default\"}; hostId",
                "{\"hostId\": \"h\", \"uri\": \"no scheme\"}; uri",
                "{\"hostId\": \"h\", \"uri\": 7}; uri",
                "{\"hostId\": \"h\", \"uri\": \"test:///default\", \"mode\": \"FAST\"}; mode",
                "{\"hostId\": \"h\", \"uri\": \"test:///default\", \"labels\": [1]}; labels",
                "{\"hostId\": \"h\", \"uri\": \"test:///default\", \"port\": 1}; port"
            })
    void shouldNameTheFieldAndTheRemedyOfBadInput(String body, String field) {
        given().body(body)
                .post("/hosts")
                .then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body("field", equalTo(field))
                .body("remedy", containsString(" "));
    }

    @Test
    void shouldSayWhatItDoesNotTake() {
        given().get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is nothing at /nothing/here"))
                .body("remedy", containsString("docs/operations"));
        given().delete("/hosts")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("detail", equalTo("/hosts does not take DELETE"));
    }

    @Test
    void shouldSayThatAHostThatNobodyDeclaredCannotBeRetired() {
        given().post("/hosts/nobody/retire").then().statusCode(404).body("detail", containsString("nobody"));
    }

    private void awaitBothVmsObserved() {
        try (TopicTail<VmEvent> vms = new TopicTail<>(bootstrapServers, Topics.VM_INVENTORY);
                TopicTail<HostEvent> hosts = new TopicTail<>(bootstrapServers, Topics.HOSTS)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(vms.values())
                        .filteredOn(event -> event.getType() == VmEventType.OBSERVED)
                        .extracting(VmEvent::getVmId)
                        .contains(BrokerAndFleet.VM_A, BrokerAndFleet.VM_B);
                assertThat(hosts.values())
                        .filteredOn(event -> event.getType() == HostEventType.SYNCED)
                        .extracting(HostEvent::getHostId)
                        .contains("host-a", "host-b");
            });
            assertThat(vms.values().get(0).getUses())
                    .singleElement()
                    .satisfies(use -> assertThat(use.getVolume().getVolume()).isEqualTo("vmlinuz-6.1.0-1"));
        }
    }

    private void assertThatASecondNameOfAHostIsNamed() {
        given().body("{\"hostId\": \"host-c\", \"uri\": \"" + postedUri + "\"}")
                .post("/hosts")
                .then()
                .statusCode(201);

        await().atMost(PATIENCE).untilAsserted(() -> given().get("/hosts")
                .then()
                .body("find { it.hostId == 'host-c' }.state", equalTo("SAME_HOST"))
                .body("find { it.hostId == 'host-c' }.reason", startsWith("SAME_HOST_AS host-b: "))
                .body("find { it.hostId == 'host-b' }.state", equalTo("SYNCED")));
        await().atMost(PATIENCE).untilAsserted(() -> given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'hosts' }.data.'host-c'", containsString("SAME_HOST_AS host-b: ")));
        given().body("{\"reason\": \"one too many\"}")
                .post("/hosts/host-c/retire")
                .then()
                .statusCode(204);
    }

    private void assertThatARetirementIsShownFirst() {
        given().body("{\"confirmed\": \"yes\"}")
                .post("/hosts/host-b/retire")
                .then()
                .statusCode(400)
                .body("field", equalTo("confirmed"));
        given().body("{\"reason\": \"scrapped\"}")
                .post("/hosts/host-b/retire")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("field", equalTo("confirmed"))
                .body("vms.vmId", equalTo(List.of(BrokerAndFleet.VM_B)))
                .body("vms[0].volumes[0].volume", equalTo("vmlinuz-6.1.0-1"));
        given().get("/hosts/host-b/vms").then().statusCode(200).body("vmId", equalTo(List.of(BrokerAndFleet.VM_B)));

        given().body("{\"reason\": \"scrapped\", \"confirmed\": true}")
                .post("/hosts/host-b/retire")
                .then()
                .statusCode(204);

        try (TopicTail<VmEvent> vms = new TopicTail<>(bootstrapServers, Topics.VM_INVENTORY)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(vms.values())
                    .filteredOn(event -> event.getType() == VmEventType.HOST_RETIRED)
                    .extracting(VmEvent::getVmId, VmEvent::getHostId)
                    .containsExactly(tuple(BrokerAndFleet.VM_B, "host-b")));
        }
        given().get("/hosts/host-b/vms").then().statusCode(200).body("vmId", equalTo(List.of()));
    }

    /** Plays the store machine, which answers what watchers observed. */
    private void adoptWhatWatchersSaw() throws Exception {
        try (TopicTail<StorageOutcome> outcomes = new TopicTail<>(bootstrapServers, Topics.STORAGE_OUTCOMES)) {
            await().atMost(PATIENCE).until(() -> outcomes.values().size() >= 2);
            for (StorageOutcome outcome : outcomes.values()) {
                write(
                        Topics.STORAGE,
                        outcome.getVolume().getStore(),
                        VolumeEvent.newBuilder()
                                .setVolume(outcome.getVolume())
                                .setType(VolumeEventType.ADOPTED)
                                .setOwner(VolumeOwner.ADOPTED)
                                .setPortion(outcome.getPortion().orElseThrow())
                                .setVersion(outcome.getVersion().orElseThrow())
                                .setKind(outcome.getKind())
                                .setFormat(outcome.getFormat())
                                .setOccurredAt(outcome.getOccurredAt())
                                .build());
            }
        }
    }

    private void awaitBothVmsRequired() {
        try (TopicTail<UpdateEvent> updates = new TopicTail<>(bootstrapServers, Topics.UPDATES)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(updates.values())
                    .extracting(UpdateEvent::getVmId)
                    .containsExactlyInAnyOrder(BrokerAndFleet.VM_A, BrokerAndFleet.VM_B));
            assertThat(updates.values()).allSatisfy(event -> {
                assertThat(event.getPhase()).isEqualTo(UpdatePhase.REQUIRED);
                assertThat(event.getReplacements().get(0).getFromVersion()).isEqualTo("6.1.0-1");
                assertThat(event.getReplacements().get(0).getToVersion()).isEqualTo("6.1.0-2");
            });
        }
    }

    private void awaitEveryPartitionFinished() {
        try (TopicTail<RolloutEvent> rollouts = new TopicTail<>(bootstrapServers, Topics.ROLLOUTS)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(rollouts.values())
                    .extracting(RolloutEvent::getPartition)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 4).boxed().toList()));
        }
    }

    private void assertThatHostsAreShownAndHealthy() {
        given().get("/hosts")
                .then()
                .statusCode(200)
                .body("hostId", hasItems("host-a", "host-b"))
                .body("state", hasItem("SYNCED"));
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("broker", "hosts", "streams"))
                .body("checks.name", not(hasItem("Kafka Streams topics health check")));
        given().get(management.resolve("/q/metrics"))
                .then()
                .body(containsString("slackwater_inventory_hosts_reachable 2.0"))
                .body(containsString("slackwater_inventory_updates_opened_total 2.0"));
    }

    private static ChangeEvent newKernel() {
        return ChangeEvent.newBuilder()
                .setChangeId("debian-12-0123456789abcdef")
                .setType(ChangeEventType.AVAILABLE)
                .setOperatingSystem("debian-12")
                .setPortions(List.of(PortionVersion.newBuilder()
                        .setPortion("debian-12/kernel")
                        .setKind(PortionKind.KERNEL)
                        .setVersion("6.1.0-2")
                        .setVersionOrder(VersionOrder.DEBIAN)
                        .setSha256("0".repeat(64))
                        .setSize(1)
                        .setFormat(VolumeFormat.RAW)
                        .setArtifactUri("file:///artifact")
                        .build()))
                .setSeverity(Severity.HIGH)
                .setSource("test")
                .setOccurredAt(Instant.EPOCH)
                .build();
    }

    private <T extends SpecificRecord> void write(Topic<T> topic, String key, T event) throws Exception {
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new TopicSerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, event)).get();
        }
    }
}
