package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.connect.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeCommandTest {

    /** Of the letters abc: the first example of FIPS 180-2. */
    private static final String DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String WHOLE = "debian-12-3f0c9a5e77b1d240";
    private static final String WITHDRAWAL =
            "POST /changes/" + WHOLE + "/withdraw {\"actor\":\"ada\",\"reason\":\"it panics\"}";

    private static final String ARTIFACT = "/artifacts/" + DIGEST;

    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private ScriptedServer services;

    @BeforeEach
    void startServer() throws IOException {
        services = new ScriptedServer();
        services.on("POST /changes", 202, "{\"changeId\": \"debian-12-1\"}");
        Files.writeString(directory.resolve("base.qcow2"), "abc");
    }

    @AfterEach
    void stopServer() {
        services.close();
    }

    @Test
    void shouldUploadTheFilesOfAChangeAndSubmitTheirDigests() throws IOException {
        services.on("HEAD " + ARTIFACT, 404, "").on("PUT " + ARTIFACT, 201, "{}");

        assertThat(publish("{\"portions\": [{\"portion\": \"debian-12/base\", \"file\": \"base.qcow2\"}]}"))
                .isZero();

        assertThat(services.requests)
                .containsExactly(
                        "HEAD " + ARTIFACT,
                        "PUT " + ARTIFACT + " abc",
                        "POST /changes {\"portions\":[{\"portion\":\"debian-12/base\",\"sha256\":\"" + DIGEST
                                + "\"}]}");
        assertThat(printed.toString()).contains("The log has change debian-12-1");
    }

    @Test
    void shouldNotUploadWhatIsThereAndLeaveOtherPortionsAsTheyAre() throws IOException {
        services.on("HEAD " + ARTIFACT, 200, "");

        assertThat(publish("{\"portions\": [{\"file\": \"base.qcow2\"}, {\"artifactUrl\": \"http://a/b\"}]}"))
                .isZero();

        assertThat(services.requests)
                .containsExactly(
                        "HEAD " + ARTIFACT,
                        "POST /changes {\"portions\":[{\"sha256\":\"" + DIGEST
                                + "\"},{\"artifactUrl\":\"http://a/b\"}]}");
    }

    @Test
    void shouldSayOfARepetitionThatNothingChanged() throws IOException {
        services.on(
                "POST /changes", 200, "{\"changeId\": \"debian-12-1\", \"availableSince\": \"2026-11-20T08:00:00Z\"}");

        assertThat(publish("{\"portions\": []}")).isZero();

        assertThat(printed.toString())
                .contains("Change debian-12-1 was already available since 2026-11-20T08:00:00Z. Nothing changed.")
                .doesNotContain("The log has");
    }

    @Test
    void shouldFailWithTheWithdrawalOfAChangeThatIsPublishedAgain() throws IOException {
        services.on(
                "POST /changes",
                409,
                "{\"detail\": \"The change was withdrawn by ada\", \"remedy\": \"publish content that was built anew\"}");

        assertThat(publish("{\"portions\": []}")).isEqualTo(1);

        assertThat(complained.toString())
                .contains("The change was withdrawn by ada. publish content that was built anew");
        assertThat(printed.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qcow2 | an image   | portions[1] (debian-12/base) says the format QCOW2, and | begins with the bytes 616e20696d616765",
                "QCOW2 | MZ         | looks like a kernel or another EFI program |",
                "QCOW2 | ''         | looks like an empty file                   |",
                "RAW   | QFI\u00fb | says the format RAW, and                   | image looks like a qcow2 image",
                "RAW   | KDMV       | says the format RAW, and                   | image looks like a VMDK image",
            })
    void shouldUploadNothingOfAChangeWithAFileOfAnotherFormat(
            String format, String content, String told, @Nullable String more) throws IOException {
        Files.writeString(directory.resolve("image"), content, StandardCharsets.ISO_8859_1);

        assertThat(publish(
                        """
                        {"portions": [{"file": "base.qcow2"},
                                      {"portion": "debian-12/base", "format": "%s", "file": "image"}]}
                        """
                                .formatted(format)))
                .isEqualTo(1);

        assertThat(complained.toString()).contains(told, more == null ? "correct one of them" : more);
        assertThat(services.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RAW, MZ", "QCOW2, QFI\u00fb", "VMDK, KDMV"})
    void shouldSendAFileThatLooksLikeItsFormatOrWhoseFormatTheServiceKnowsBetter(String format, String content)
            throws IOException {
        Files.writeString(directory.resolve("image"), content, StandardCharsets.ISO_8859_1);

        publish("{\"portions\": [{\"format\": \"" + format + "\", \"file\": \"image\"}]}");

        assertThat(services.requests).first().asString().startsWith("HEAD /artifacts/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"portions\": [                                               | change.json is no JSON: ",
                "{\"portions\": [{}, {\"file\": \"base.qcow2\", \"sha256\": \"\"}]} | names a file and a sha256: leave one out",
                "{\"portions\": [{\"file\": 7}]}                                  | portions[0].file of",
                "{\"portions\": [{\"file\": \"new.qcow2\"}]}                        | new.qcow2 cannot be read: there is no such file",
            })
    void shouldSendNothingOfAChangeThatCannotBeRead(String change, String told) throws IOException {
        assertThat(publish(change)).isEqualTo(1);

        assertThat(complained.toString()).contains(told);
        assertThat(services.requests).isEmpty();
    }

    @Test
    void shouldWithdrawTheChangeThatIsMeant() {
        services.on("GET /rollouts", 200, "[{\"changeId\": \"" + WHOLE + "\"}, {\"changeId\": \"debian-12-2\"}]")
                .on("GET /rollouts/" + WHOLE, 200, "{\"changeId\": \"" + WHOLE + "\"}");

        withdraw("debian-12-3f0c", 202, "{}");

        assertThat(services.requests).last().isEqualTo(WITHDRAWAL);
    }

    @Test
    void shouldWithdrawAWholeIdThoughUpdateExecutorDoesNotKnowIt() {
        withdraw(WHOLE, 202, "{}");

        assertThat(services.requests).containsExactly(WITHDRAWAL);
    }

    @Test
    void shouldSayWhoWithdrewAChangeBefore() {
        withdraw(
                WHOLE,
                200,
                "{\"withdrawn\": {\"actor\": \"bob\", \"reason\": \"it hangs\", \"at\": \"2026-11-20T08:00:00Z\"}}");

        assertThat(printed.toString())
                .contains("Change " + WHOLE + " was already withdrawn since 2026-11-20T08:00:00Z by bob: it hangs."
                        + " Nothing changed.")
                .doesNotContain("The log has");
    }

    private void withdraw(String change, int status, String answer) {
        services.on("POST /changes/" + WHOLE + "/withdraw", status, answer);
        String address = services.address();
        String[] decision = {"--because", "it panics", "--as", "ada", "--ingest", address, "--executor", address};
        List<String> arguments = new ArrayList<>(List.of("change", "withdraw", change));
        arguments.addAll(List.of(decision));
        assertThat(run(arguments.toArray(String[]::new))).isZero();
    }

    private int publish(String change) throws IOException {
        Path file = Files.writeString(directory.resolve("change.json"), change);
        return run("change", "publish", file.toString(), "--ingest", services.address());
    }

    private int run(String... arguments) {
        return Slackwater.commandLine()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(complained))
                .execute(arguments);
    }
}
