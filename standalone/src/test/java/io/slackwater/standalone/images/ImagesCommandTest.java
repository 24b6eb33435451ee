package io.slackwater.standalone.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.connect.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImagesCommandTest {

    private static final String HOST =
            "{\"host\": \"h1\", \"pool\": \"images\", \"path\": \"/images/x\", \"firstListedAt\": \"2026-01-05T12:00:00Z\", \"listedAt\": \"2026-02-05T12:00:00Z\"}";
    private static final String VM_USER =
            "{\"kind\": \"SLOT\", \"vm\": \"4f0c\", \"vmName\": \"web-1\", \"host\": \"h1\", \"place\": \"vda\", \"live\": true, \"configured\": false, \"image\": \"h1/images/overlay.qcow2\", \"since\": \"2026-01-06T12:00:00Z\"}";
    private static final String SNAPSHOT_USER =
            "{\"kind\": \"SNAPSHOT\", \"vm\": \"4f0c\", \"vmName\": \"web-1\", \"host\": \"h1\", \"place\": \"before\", \"live\": null, \"configured\": null, \"image\": null, \"since\": \"2026-01-06T12:00:00Z\"}";
    private static final String PIN =
            "{\"kind\": \"PIN\", \"vm\": null, \"vmName\": null, \"host\": null, \"place\": \"a-change\", \"live\": null, \"configured\": null, \"image\": null, \"since\": \"2026-01-06T12:00:00Z\"}";
    private static final String DOUBT =
            "{\"code\": \"HOST_UNREACHABLE\", \"subject\": \"h2\", \"detail\": \"refused\"}";

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private ScriptedServer console;

    @BeforeEach
    void startServer() throws IOException {
        console = new ScriptedServer();
        console.on("GET /api/v1/hosts?limit=200", 200, page("null"));
    }

    @AfterEach
    void stopServer() {
        console.close();
    }

    @Test
    void shouldShowEachImageWithItsUsersAndVerdictInAHundredColumns() {
        String longName = "an-image-with-a-name-that-is-longer-than-the-column-" + "x".repeat(60) + ".qcow2";
        console.on(
                "GET /api/v1/images?limit=200",
                200,
                page(
                        "null",
                        image(longName, "IN_USE", PIN + "," + VM_USER + "," + SNAPSHOT_USER, ""),
                        image("unused.qcow2", "UNREFERENCED", "", ""),
                        image("doubt.qcow2", "UNCLEAR", "", DOUBT)));

        System.setProperty("slackwater.terminal", "24x80");
        try {
            assertThat(run("images")).isZero();
        } finally {
            System.clearProperty("slackwater.terminal");
        }

        List<String> lines = printed.toString().lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(lines.get(0)).matches("IMAGE +STORE +SIZE +USED BY +SEEN +VERDICT");
        assertThat(lines.get(1))
                .matches("an-image.*….*\\.qcow2 +h1/images +1\\.0 MiB +web-1 vda \\+2 +2026-01-06 +IN_USE");
        assertThat(lines.get(2)).matches("unused\\.qcow2 +h1/images +1\\.0 MiB +- +2026-01-05 +UNREFERENCED");
        assertThat(lines.get(3)).matches("doubt\\.qcow2 .* \\? host unreachable +2026-01-05 +UNCLEAR");
        assertThat(printed.toString())
                .contains(
                        "3 images, 1 UNREFERENCED (1.0 MiB)",
                        "UNREFERENCED is no proof",
                        "As of 2026-02-05T12:00:01Z.");
    }

    @Test
    void shouldPrintWholeNamesForOtherPrograms() {
        String longName = "an-image-with-a-name-that-is-longer-than-the-column.qcow2";
        console.on("GET /api/v1/images?limit=200", 200, page("null", image(longName, "UNREFERENCED", "", "")));

        assertThat(run("images")).isZero();

        assertThat(printed.toString()).contains(longName);
    }

    @Test
    void shouldNameTheHostsOfWhichNothingOrOnlyAnOldListingIsKnown() {
        console.on("GET /api/v1/images?limit=200", 200, page("null"))
                .on(
                        "GET /api/v1/hosts?limit=200",
                        200,
                        page(
                                "null",
                                "{\"id\": \"h1\", \"reachable\": true, \"syncedAt\": \"2026-02-05T12:00:00Z\"}",
                                "{\"id\": \"h2\", \"reachable\": false, \"unreachableReason\": \"refused\"}",
                                "{\"id\": \"h3\", \"reachable\": false, \"unreachableReason\": \"refused\", \"syncedAt\": \"2026-02-04T12:00:00Z\"}"));

        assertThat(run("images")).isZero();

        assertThat(printed.toString().lines())
                .containsExactly(
                        "0 images.",
                        "Of host h2 nothing was listed: refused.",
                        "Of host h3 what is listed is of 2026-02-04T12:00:00Z: refused.",
                        "As of 2026-02-05T12:00:01Z.");
    }

    @Test
    void shouldAskForWhatIsWantedAndFollowTheCursor() {
        String query = "store=h1%2Fimages&host=h1&verdict=UNREFERENCED&limit=200";
        console.on("GET /api/v1/images?" + query, 200, page("\"next\"", image("a", "UNREFERENCED", "", "")))
                .on(
                        "GET /api/v1/images?" + query.replace("200", "200&cursor=next"),
                        200,
                        page("null", image("b", "UNREFERENCED", "", "")));

        assertThat(run(
                        "images",
                        "--store",
                        "h1/images",
                        "--host",
                        "h1",
                        "--verdict",
                        "unreferenced",
                        "--output",
                        "json"))
                .isZero();

        assertThat(printed.toString())
                .contains("\"name\" : \"a\"", "\"name\" : \"b\"", "\"verdict\" : \"UNREFERENCED\"");
    }

    @Test
    void shouldSayThatThereAreMoreThanTheLimit() {
        console.on("GET /api/v1/images?limit=1", 200, page("\"next\"", image("a", "UNREFERENCED", "", "")));

        assertThat(run("images", "--limit", "1")).isZero();

        assertThat(printed.toString()).contains("There are more");
    }

    @Test
    void shouldPrintNoControlCharacterThatAHostChose() {
        console.on("GET /api/v1/images?limit=200", 200, page("null", image("\\u001b[31mred", "UNREFERENCED", "", "")));

        assertThat(run("images")).isZero();

        assertThat(printed.toString()).doesNotContain("\u001b").contains("\\u001b[31mred");
    }

    @Test
    void shouldPrintNoControlCharacterInJson() {
        console.on(
                "GET /api/v1/images?limit=200",
                200,
                page("null", image("\\u001b\\u009b\\u202ered", "UNREFERENCED", "", "")));

        assertThat(run("images", "--output", "json")).isZero();

        assertThat(printed.toString())
                .doesNotContain("\u001b", "\u009b", "\u202e")
                .containsIgnoringCase("\\u001b\\u009b\\u202ered");
    }

    @Test
    void shouldExplainAnImageByAllItsUsersAndWhatWouldEndThem() {
        console.on(
                "GET /api/v1/images/h1/images/base.qcow2",
                200,
                "[" + image("base.qcow2", "IN_USE", VM_USER + "," + SNAPSHOT_USER, DOUBT) + "]");

        assertThat(run("explain", "image", "h1/images/base.qcow2")).isZero();

        assertThat(printed.toString())
                .contains(
                        "Image base.qcow2 in store h1/images: IN_USE by 2 references",
                        "on host h1 in pool images as /images/x, listed",
                        "VM web-1 on h1: slot vda (running machine alone), through image h1/images/overlay.qcow2",
                        "VM web-1 on h1: snapshot before",
                        "HOST_UNREACHABLE h2: refused",
                        "- VM web-1 stops: its definition does not name the image at vda any more",
                        "- VM web-1 loses its snapshot before",
                        "- host h2 is reached again; or it is no more, and you retire it");
    }

    @Test
    void shouldSayOfAnUnreferencedImageThatThatIsNoProof() {
        console.on("GET /api/v1/images/old.qcow2", 200, "[" + image("old.qcow2", "UNREFERENCED", "", "") + "]");

        assertThat(run("explain", "image", "old.qcow2")).isZero();

        List<String> lines = printed.toString().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "Image old.qcow2 in store h1/images: UNREFERENCED, nothing that Slackwater knows of refers to it");
        assertThat(lines.subList(3, lines.size()))
                .as("what follows bytes and host")
                .containsExactly(
                        "That is no proof: look at its hosts before you delete it.",
                        "Slackwater never deletes it by itself: it neither staged nor adopted it.");
    }

    @Test
    void shouldNameTheOtherNameThatIsHeld() {
        String hold = PIN.replace("PIN", "HOLD")
                .replace("a-change", "keep")
                .replace("\"image\": null", "\"image\": \"h1/b/x\"");
        console.on("GET /api/v1/images/old.qcow2", 200, "[" + image("old.qcow2", "IN_USE", hold, "") + "]");

        assertThat(run("explain", "image", "old.qcow2")).isZero();

        assertThat(printed.toString()).contains("hold keep, under its name h1/b/x, seen ");
    }

    @Test
    void shouldAdviseNothingThatOnlyHidesADoubt() {
        console.on("GET /api/v1/images/a", 200, "[" + image("a", "UNCLEAR", "", doubt("POOL_INACTIVE", "h1/old")) + "]")
                .on(
                        "GET /api/v1/images/b",
                        200,
                        "[" + image("b", "UNCLEAR", "", doubt("STORE_UNMARKED", "h1/images")) + "]")
                .on(
                        "GET /api/v1/images/c",
                        200,
                        "[" + image("c", "UNCLEAR", "", doubt("HOST_NOT_SYNCED", "h1/images")) + "]");

        assertThat(run("explain", "image", "a")).isZero();
        assertThat(printed.toString())
                .contains("- pool h1/old is started; undefine it only once you looked into its files yourself");
        assertThat(run("explain", "image", "b")).isZero();
        assertThat(printed.toString()).contains("ACTIVE; updates may then run on that host");
        assertThat(run("explain", "image", "c")).isZero();
        assertThat(printed.toString()).contains("- a host that has the store is read in full");
    }

    @Test
    void shouldSayThatAtMostAHundredImagesOfANameAreShown() {
        String one = image("old.qcow2", "UNREFERENCED", "", "");
        console.on("GET /api/v1/images/few", 200, "[" + String.join(",", Collections.nCopies(99, one)) + "]")
                .on("GET /api/v1/images/many", 200, "[" + String.join(",", Collections.nCopies(100, one)) + "]");

        assertThat(run("explain", "image", "few")).isZero();
        assertThat(printed.toString()).doesNotContain("There may be more");
        assertThat(run("explain", "image", "many")).isZero();
        assertThat(printed.toString()).contains("There may be more");
    }

    @Test
    void shouldTellWhatTheConsoleRefuses() {
        console.on(
                "GET /api/v1/images/bsae",
                404,
                "{\"title\": \"Not Found\", \"status\": 404, \"detail\": \"There is no bsae among the images. Nearest: base.\", \"field\": null, \"remedy\": \"The list tells what there is\"}");

        assertThat(run("explain", "image", "bsae")).isOne();

        assertThat(complained.toString()).contains("There is no bsae among the images. Nearest: base. The list");
    }

    @Test
    void shouldSayHowToRunAConsoleThatDoesNotAnswer() {
        console.close();

        assertThat(run("images")).isOne();

        assertThat(complained.toString())
                .contains(
                        "The console does not answer at", "nobody listens there", "'slackwater console'", "--console");
    }

    private static String doubt(String code, String subject) {
        return "{\"code\": \"%s\", \"subject\": \"%s\", \"detail\": \"why\"}".formatted(code, subject);
    }

    private static String image(String name, String verdict, String users, String doubts) {
        return """
                {"id": "h1/images/%s", "store": "h1/images", "name": "%s", "path": "/images/x", "format": "qcow2",
                 "capacityBytes": 2147483648, "sizeBytes": 1048576, "backingPath": null, "portion": null, "version": null,
                 "sha256": null, "owner": null, "verdict": "%s", "hosts": [%s], "users": [%s], "userCount": %d,
                 "usedSince": %s, "doubts": [%s], "firstListedAt": "2026-01-05T12:00:00Z"}
                """
                .formatted(
                        name,
                        name,
                        verdict,
                        HOST,
                        users,
                        users.isEmpty() ? 0 : users.split("\"kind\"").length - 1,
                        users.isEmpty() ? "null" : "\"2026-01-06T12:00:00Z\"",
                        doubts);
    }

    private static String page(String cursor, String... images) {
        return "{\"items\": [%s], \"nextCursor\": %s, \"asOf\": \"2026-02-05T12:00:01Z\"}"
                .formatted(String.join(",", images), cursor);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--console", console.address()));
        return Slackwater.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all.toArray(String[]::new));
    }
}
