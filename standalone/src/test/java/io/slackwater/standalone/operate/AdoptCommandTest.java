package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.connect.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptCommandTest {

    private static final String SURVEY =
            """
            {"store": "h1/default", "unread": 1, "freeableBytes": 2048, "notAsked": [
               {"code": "HOST_MAINTENANCE", "count": 1, "subjects": ["h2"], "detail": "It is in maintenance"}],
             "volumes": [
              {"volume": "boot-49", "sizeBytes": 2048, "match": "DIGEST", "owner": "NOBODY", "portion": "debian-12/kernel",
               "version": "6.1.0-49", "users": 0, "usedBy": [], "chain": [], "backs": 0, "freeable": true},
              {"volume": "vmlinuz-48", "sizeBytes": 1024, "match": "NAME", "owner": "NOBODY", "portion": "debian-12/kernel",
               "version": "6.1.0-48", "users": 3, "usedBy": [{"code": "USED_BY_VM", "count": 3}], "chain": [], "backs": 0,
               "freeable": false},
              {"volume": "private.img", "sizeBytes": 1024, "match": "UNKNOWN", "owner": "NOBODY", "users": 0, "usedBy": [],
               "chain": ["/pool/base"], "backs": 2, "freeable": false},
              {"volume": "own", "sizeBytes": 1024, "match": "KNOWN", "owner": "STAGED", "portion": "debian-12/kernel",
               "version": "6.1.0-50", "users": 0, "usedBy": [], "chain": [], "backs": 0, "freeable": false}]}
            """;

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private ScriptedServer reclaimer;

    @BeforeEach
    void startServer() throws IOException {
        reclaimer = new ScriptedServer()
                .on("GET /stores", 200, "[{\"store\": \"h1/default\"}]")
                .on("GET /adoptions?store=h1%2Fdefault", 200, SURVEY);
    }

    @AfterEach
    void stopServer() {
        reclaimer.close();
    }

    @Test
    void shouldShowWhatIsInTheStoresAndChangeNothing() {
        assertThat(run("adopt")).isZero();

        assertThat(printed.toString().lines())
                .anySatisfy(line -> assertThat(line)
                        .contains("boot-49", "2.0 KiB", "digest", "debian-12/kernel@6.1.0-49")
                        .endsWith("yes"))
                .anySatisfy(line -> assertThat(line).contains("vmlinuz-48", "guess by name", "USED_BY_VM 3"))
                .anySatisfy(
                        line -> assertThat(line).contains("private.img", "unknown", "on /pool/base, backs 2 volumes"))
                .anySatisfy(line -> assertThat(line).contains("own", "Slackwater's own"))
                .anySatisfy(line -> assertThat(line).contains("h2 was not asked", "HOST_MAINTENANCE"))
                .anySatisfy(line -> assertThat(line).contains("1 volume is", "not read yet"))
                .anySatisfy(line -> assertThat(line).startsWith("2.0 KiB would be freed"))
                .anySatisfy(line -> assertThat(line).startsWith("Nothing was changed"));
        assertThat(reclaimer.requests).allSatisfy(request -> assertThat(request).startsWith("GET"));
    }

    @Test
    void shouldChangeNothingWithoutAYes() {
        assertThat(run("adopt", "h1/default/boot-49", "--because", "full")).isEqualTo(1);

        assertThat(reclaimer.requests).containsExactly("GET /adoptions?store=h1%2Fdefault");
        assertThat(printed.toString()).contains("boot-49").doesNotContain("private.img");
        assertThat(complained.toString()).contains("Nothing was changed, for nobody is there to answer");
    }

    @Test
    void shouldSumUpOnlyWhatIsNamed() {
        run("adopt", "h1/default/own", "--because", "full");

        assertThat(printed.toString()).contains("0 B would be freed");
    }

    @Test
    void shouldAdoptNoneWhereOneCannotBe() {
        assertThat(run(
                        "adopt",
                        "h1/default/boot-49",
                        "h1/default/private.img",
                        "h1/default/vmlinuz-48",
                        "--yes",
                        "--because",
                        "full"))
                .isEqualTo(1);

        assertThat(reclaimer.requests).containsExactly("GET /adoptions?store=h1%2Fdefault");
        assertThat(complained.toString())
                .contains("private.img is unknown", "vmlinuz-48 is a guess", "--holds", "Nothing was changed");
    }

    @Test
    void shouldNotAskAboutWhatIsNotThere() {
        assertThat(run("adopt", "h1/default/boot-49", "h1/default/boot-94", "--yes", "--because", "full"))
                .isEqualTo(1);

        assertThat(reclaimer.requests).containsExactly("GET /adoptions?store=h1%2Fdefault");
        assertThat(complained.toString())
                .contains("lists h1/default/boot-94;", "nothing was changed")
                .doesNotContain("boot-49");
    }

    @Test
    void shouldAdoptExactlyWhatIsNamed() {
        reclaimer.on("POST /adoptions", 202, "");

        assertThat(run(
                        "adopt",
                        "h1/default/vmlinuz-48",
                        "--holds",
                        "debian-12/kernel@6.1.0-48",
                        "--yes",
                        "--as",
                        "ada",
                        "--because",
                        "full"))
                .isZero();

        assertThat(reclaimer.requests)
                .containsExactly(
                        "GET /adoptions?store=h1%2Fdefault",
                        "POST /adoptions {\"actor\":\"ada\",\"reason\":\"full\",\"store\":\"h1/default\","
                                + "\"volume\":\"vmlinuz-48\",\"holds\":\"debian-12/kernel@6.1.0-48\"}");
        assertThat(printed.toString()).contains("It is decided: h1/default/vmlinuz-48 is adopted");
    }

    @Test
    void shouldSayWhatIsRefused() {
        reclaimer.on("POST /adoptions", 400, "{\"detail\": \"It is another by now\", \"remedy\": \"Look again\"}");

        assertThat(run("adopt", "h1/default/boot-49", "--yes", "--because", "full"))
                .isEqualTo(1);

        assertThat(complained.toString())
                .contains("h1/default/boot-49 is not adopted", "It is another by now", "Look again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adopt boot-49 --yes --because full",
                "adopt h1/default/boot-49 --yes",
                "adopt h1/default/a h1/default/b --yes --because full --holds debian-12/kernel@1",
                "adopt h1/default/a --store h1/default --yes --because full",
            })
    void shouldCallItWrongUsage(String command) {
        assertThat(run(command.split(" "))).isEqualTo(2);

        assertThat(reclaimer.requests).isEmpty();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--reclaimer", reclaimer.address()));
        return Slackwater.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all.toArray(String[]::new));
    }
}
