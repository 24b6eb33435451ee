package io.slackwater.ingest.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.slackwater.domain.change.Change;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.publication.PublicationConflictLookup;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.sighting.SightingPublisher;
import io.slackwater.ingest.source.ChangeSource;
import io.slackwater.ingest.source.SourceWatch;
import io.slackwater.ingest.testing.BrokerResource;
import io.slackwater.ingest.testing.PublishedChanges;
import io.slackwater.runtime.rest.Problem;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API with a real broker behind it. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
class SubmissionTest {

    @Inject
    PublicationConflictLookup conflicts;

    @Inject
    SightingPublisher sightingPublisher;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "slackwater.ingest.file-directories")
    Path allowed;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void shouldPublishAnUploadedArtifactOnceHoweverOftenItIsSubmitted() {
        String sha256 = upload("uploaded kernel");

        String first =
                submit(body("once-1", sha256, "")).statusCode(202).extract().path("changeId");
        List<ChangeEvent> once = awaitPublished("once-1", 1);
        submit(body("once-1", sha256, ""))
                .statusCode(200)
                .body("changeId", is(first))
                .body("availableSince", is(once.get(0).getOccurredAt().toString()));
        submit(body("once-1", sha256, ", \"kernelRelease\": \"other\"").replace("\"1.0\"", "\"1.1\""))
                .statusCode(202)
                .body("availableSince", nullValue());

        assertThat(first).startsWith("once-1-");
        List<ChangeEvent> published = awaitPublished("once-1", 2);
        assertThat(published.get(0).getChangeId()).isEqualTo(first);
        assertThat(published.get(0).getPortions().get(0).getSize()).isEqualTo("uploaded kernel".length());
        given().get(artifact(published.get(0))).then().statusCode(200).body(equalTo("uploaded kernel"));
    }

    @Test
    void shouldSayWhatItDoesNotTake() {
        given().get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is nothing at /nothing/here"))
                .body("remedy", containsString("docs/operations"));
        given().delete("/changes")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("detail", equalTo("/changes does not take DELETE"));
    }

    @Test
    void shouldFetchAnArtifactFromAnAllowedDirectory() throws IOException {
        Path file = Files.writeString(allowed.resolve("kernel"), "local kernel");
        String sha256 = sha256("local kernel");

        submit(body("local-1", sha256, ", \"artifactUrl\": \"" + file.toUri() + "\""))
                .statusCode(202);

        assertThat(awaitPublished("local-1", 1)).hasSize(1);
    }

    @Test
    void shouldWithdrawAChangeAndNotReviveIt() {
        String body = body("gone-1", upload("withdrawn kernel"), "");
        String changeId = submit(body).statusCode(202).extract().path("changeId");

        withdraw(changeId).statusCode(202);

        List<ChangeEvent> published = awaitPublished("gone-1", 2);
        assertThat(published)
                .extracting(ChangeEvent::getType)
                .containsExactly(ChangeEventType.AVAILABLE, ChangeEventType.WITHDRAWN);
        withdraw(changeId)
                .statusCode(200)
                .body("withdrawn.at", is(published.get(1).getOccurredAt().toString()))
                .body("withdrawn.actor", is("ada"))
                .body("withdrawn.reason", is("it panics"));
        refusedAsWithdrawn(body, changeId).body("field", nullValue());
        for (String again : List.of(body.replace("\"1.0\"", "\"1.1\""), body.replace("gone-1", "other-1"))) {
            refusedAsWithdrawn(again, changeId).body("field", is("portions[0].sha256"));
        }
    }

    @Test
    void shouldRefuseAWithdrawnChangeAlsoWhereAnotherOneKeepsItsContentGood() {
        String body = body("gone-2", upload("shared kernel"), "");
        submit(body.replace("\"1.0\"", "\"0.9\"")).statusCode(202);
        String changeId = submit(body).statusCode(202).extract().path("changeId");
        withdraw(changeId).statusCode(202);
        awaitPublished("gone-2", 3);

        refusedAsWithdrawn(body, changeId);
    }

    @Test
    void shouldRefuseAKnownVersionWithOtherContentUnlessItSaysWhatItReplaces() {
        String first = submit(body("again-1", upload("first kernel"), ""))
                .statusCode(202)
                .extract()
                .path("changeId");
        awaitPublished("again-1", 1);
        String second = upload("second kernel");

        String remedy = submit(body("again-1", second, ""))
                .statusCode(409)
                .body("field", is("portions[0].version"))
                .body("detail", containsString(first))
                .extract()
                .path("remedy");
        submit(body("again-1", second, supersedes(remedy))).statusCode(202);

        assertThat(awaitPublished("again-1", 2)).hasSize(2);
    }

    /** What a source's state advises must let the source be read again. */
    @Test
    void shouldLetASourceGoOnWhoseOtherContentWasAcceptedByTheApi() {
        submit(body("again-2", upload("first kernel of the archive"), "")).statusCode(202);
        awaitPublished("again-2", 1);
        String second = upload("second kernel of the archive");
        Change offered = new Change(
                "again-2",
                List.of(new VerifiedVersion(
                        "again-2/kernel",
                        PortionKind.KERNEL,
                        "1.0",
                        VersionOrder.DEBIAN,
                        List.of(),
                        second,
                        "second kernel of the archive".length(),
                        VolumeFormat.RAW,
                        URI.create("http://store/" + second),
                        Optional.empty())),
                Severity.UNKNOWN,
                List.of(),
                "test");
        SourceWatch watch = new SourceWatch(
                new OneChange(offered),
                sightingPublisher,
                conflicts,
                new IngestMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());

        watch.poll();
        String advice = watch.status().failure().orElseThrow();
        submit(body("again-2", second, supersedes(advice))).statusCode(202);
        ChangeEvent accepted = awaitPublished("again-2", 2).get(1);
        watch.poll();

        assertThat(watch.status().failure()).isEmpty();
        assertThat(offered.id()).isEqualTo(accepted.getChangeId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bad-1\"              | \"Bad OS\"           | operatingSystem",
                "\"bad-1/kernel\"       | \"other/kernel\"     | portions[0].portion",
                "\"bad-1/kernel\"       | \"bad-1/../etc\"     | portions[0].portion",
                "\"KERNEL\"             | \"KERNAL\"           | portions[0].kind",
                "\"KERNEL\"             | null                 | portions[0].kind",
                "\"1.0\"                | \"../1.0\"           | portions[0].version",
                "\"1.0\"                | 1.0                  | portions[0].version",
                "\"RAW\"                | \"VMDK\"             | portions[0].format",
                "\"RAW\"                | \"QCOW2\"            | portions[0].format",
                "\"portions\"           | \"portion\"          | portion",
                "\"format\": \"RAW\"    | \"format\": \"RAW\", \"size\": 7   | portions[0].size",
                "\"format\": \"RAW\"    | \"format\": \"RAW\", \"size\": -1  | portions[0].size",
                "\"format\": \"RAW\"    | \"format\": \"RAW\", \"sice\": 7   | portions[0].sice",
                "\"format\": \"RAW\"    | \"format\": \"RAW\", \"versionOrder\": \"LISTED\" | portions[0].supersedes",
                "\"format\": \"RAW\"    | \"format\": \"RAW\", \"supersedes\": [\"1.0\"]    | portions[0].supersedes[0]",
                "\"format\": \"RAW\"    | \"format\": \"RAW\", \"supersedes\": \"0.9\"      | portions[0].supersedes",
                "\"bad-1\"              | \"bad-1\", \"severity\": \"URGENT\"               | severity",
            })
    void shouldNameTheFieldThatBreaksARule(String good, String bad, String field) {
        String body = body("bad-1", upload("a kernel"), "").replaceFirst(Pattern.quote(good), bad);

        refused(body, field);
    }

    @Test
    void shouldRefuseADigestThatIsNoneOrOfNoArtifact() {
        refused(body("bad-2", "cafe", ""), "portions[0].sha256");
        refused(body("bad-2", "0".repeat(64), ""), "portions[0].sha256");
    }

    @Test
    void shouldRefuseAnArtifactOfAnotherDigest() throws IOException {
        Path file = Files.writeString(allowed.resolve("altered"), "altered kernel");

        refused(
                body("bad-3", sha256("the kernel"), ", \"artifactUrl\": \"" + file.toUri() + "\""),
                "portions[0].sha256");
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd",
        "file:///etc/nothing-there",
        "ftp://example.org/kernel",
        "http://127.0.0.1:1/kernel",
        "kernel",
        "http://not an address",
        "http://user:secret@host_name/kernel",
        "bob:secret@files/kernel",
    })
    void shouldRefuseAnArtifactThatCannotOrMayNotBeRead(String url) {
        String body = body("bad-4", "1".repeat(64), ", \"artifactUrl\": \"" + url + "\"");

        refused(body, "portions[0].artifactUrl").body("detail", not(containsString("secret")));
    }

    @Test
    void shouldRefuseALinkThatLeadsOutOfTheAllowedDirectory() throws IOException {
        Path link = allowed.resolve("link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("/etc/passwd"));

        refused(
                body("bad-5", "1".repeat(64), ", \"artifactUrl\": \"" + link.toUri() + "\""),
                "portions[0].artifactUrl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{", "[]", "null", "{} x", "{\"operatingSystem\": {}}"})
    void shouldRefuseABodyThatIsNoSubmission(String body) {
        submit(body).statusCode(400).contentType(Problem.MEDIA_TYPE).body("remedy", not(emptyString()));
    }

    @Test
    void shouldRefuseAPortionThatIsNamedTwice() {
        String one = body("bad-6", upload("a kernel"), "");
        String portion = one.substring(one.indexOf('[') + 1, one.lastIndexOf(']'));

        refused(one.replace(portion, portion + "," + portion), "portions[1].portion");
    }

    @Test
    void shouldRefuseAWithdrawalWithoutAReasonOrOfWhatIsNoChange() {
        given().contentType("application/json")
                .body("{}")
                .post("/changes/x-0123456789abcdef/withdraw")
                .then()
                .statusCode(400)
                .body("field", is("reason"));
        given().contentType("application/json")
                .body("{\"reason\": \"x\"}")
                .post("/changes/nonsense/withdraw")
                .then()
                .statusCode(400)
                .body("field", is("changeId"));
    }

    @ParameterizedTest
    @CsvSource({"reason, 2001, 2000", "actor, 257, 256"})
    void shouldRefuseATextOfAWithdrawalThatIsTooLong(String field, int length, int limit) {
        String other = field.equals("actor") ? "reason" : "actor";
        given().contentType("application/json")
                .body("{\"" + other + "\": \"x\", \"" + field + "\": \"" + "x".repeat(length) + "\"}")
                .post("/changes/x-0123456789abcdef/withdraw")
                .then()
                .statusCode(400)
                .body("field", is(field))
                .body("detail", containsString("has " + length + " characters, the limit is " + limit));
    }

    @Test
    void shouldRefuseAnUploadOfAnotherDigestOrOfTooManyBytes() {
        given().body("content")
                .put("/artifacts/" + "1".repeat(64))
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("detail", containsString("instead of 1111"));
        given().body("content").put("/artifacts/nonsense").then().statusCode(400);
        given().body(new byte[(1 << 20) + 1])
                .put("/artifacts/" + "2".repeat(64))
                .then()
                .statusCode(413);
        given().get("/artifacts/" + "1".repeat(64)).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void shouldTellItsConditionAndCount() {
        upload("counted");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.name", org.hamcrest.Matchers.hasItems("sources", "artifacts")));
        given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("slackwater_ingest_stored_bytes_total{source=\"upload\"}"));
    }

    @Test
    void shouldPublishOnceWhatAnArchiveOffersAndOutliveOneThatCannotBeRead() {
        ChangeEvent change = awaitPublished("good-os", 1).get(0);

        assertThat(change.getPortions().get(0).getVersion()).isEqualTo("6.1.0-1");
        given().get(artifact(change)).then().statusCode(200).body(equalTo("archived kernel"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body(containsString("dists/absent/InRelease does not exist")));
    }

    @Test
    void shouldWriteSightingsToTheTopicOfTheCatalogue() {
        assertThat(org.eclipse.microprofile.config.ConfigProvider.getConfig()
                        .getValue("mp.messaging.outgoing.change-sightings.topic", String.class))
                .isEqualTo(io.slackwater.schemas.topics.Topics.CHANGE_SIGHTINGS.name());
    }

    private List<ChangeEvent> awaitPublished(String operatingSystem, int count) {
        try (PublishedChanges changes = new PublishedChanges(bootstrapServers)) {
            return await().atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .until(() -> changes.of(operatingSystem), published -> published.size() >= count);
        }
    }

    /** Returns the field with the digests that an answer names for it. */
    private static String supersedes(String answer) {
        String digests = Pattern.compile("\"sha256:[0-9a-f]{64}\"")
                .matcher(answer)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining(", "));
        return ", \"supersedes\": [" + digests + "]";
    }

    private record OneChange(Change change) implements ChangeSource {

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Duration interval() {
            return Duration.ofHours(1);
        }

        @Override
        public Change fetchNewest() {
            return change;
        }
    }

    /** The port of the test is not that of the configured address. */
    private static String artifact(ChangeEvent change) {
        return URI.create(change.getPortions().get(0).getArtifactUri()).getPath();
    }

    private static ValidatableResponse refused(String body, String field) {
        return submit(body)
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("field", is(field))
                .body("remedy", not(emptyString()))
                .body("status", is(400));
    }

    private static ValidatableResponse refusedAsWithdrawn(String body, String changeId) {
        return submit(body)
                .statusCode(409)
                .contentType(Problem.MEDIA_TYPE)
                .body("detail", containsString("a withdrawal is final"))
                .body("detail", containsString("change " + changeId + " was withdrawn by ada at "))
                .body("detail", containsString("it panics"))
                .body("remedy", containsString("built anew"));
    }

    private static ValidatableResponse withdraw(String changeId) {
        return given().contentType("application/json")
                .body("{\"actor\": \"ada\", \"reason\": \"it panics\"}")
                .post("/changes/" + changeId + "/withdraw")
                .then();
    }

    private static ValidatableResponse submit(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/changes")
                .then();
    }

    private static String upload(String content) {
        String sha256 = sha256(content);
        given().body(content.getBytes(StandardCharsets.UTF_8))
                .put("/artifacts/" + sha256)
                .then()
                .body("sha256", is(sha256));
        return sha256;
    }

    private static String body(String operatingSystem, String sha256, String more) {
        return """
                {"operatingSystem": "%s", "portions": [{"portion": "%s/kernel", "kind": "KERNEL", "version": "1.0",
                 "sha256": "%s", "format": "RAW"%s}]}
                """
                .formatted(operatingSystem, operatingSystem, sha256, more);
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
