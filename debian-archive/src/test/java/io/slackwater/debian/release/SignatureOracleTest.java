package io.slackwater.debian.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.ArchiveConfiguration;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.testing.GpgHome;
import io.slackwater.debian.testing.TestArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signatures of every kind, made by Debian's gpg, decided by Debian's gpgv and apt-get, and by this module alike. A kind is a keyring
 * and the keys that sign; the names of the keys say what became of them.
 */
class SignatureOracleTest {

    private static final String THEN = "20250101T000000";
    private static final String LATER = "20250601T000000";
    private static final String FUTURE = "20400101T000000";
    private static final String PAST = "Wed, 01 Jan 2025 00:00:00 UTC";
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH);

    @TempDir
    private static Path directory;

    private static GpgHome gpg;

    @BeforeAll
    static void makeKeys() throws IOException {
        for (String program : List.of("gpg", "gpgv", "apt-get")) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + program)), program + " is not installed");
        }
        gpg = new GpgHome(directory.resolve("home"));
        for (String name : List.of("good", "other", "unknown", "revoked", "retired", "compromised")) {
            key(THEN, name, "sign", "never");
        }
        key(THEN, "expired", "sign", "30d");
        key(FUTURE, "future", "sign", "never");
        for (String name : List.of("subkey", "subkey-expired", "subkey-revoked", "primary-expired")) {
            key(THEN, name, "cert", "never");
            gpg.gpg(THEN, "--quick-add-key", gpg.fingerprint(name), "rsa2048", "sign", expiryOf(name));
        }
        key(THEN, "renewed", "sign", "30d");
        for (String name : List.of("good", "expired", "retired", "compromised", "revoked", "future")) {
            sign(name, name.equals("future") ? FUTURE : THEN, name);
        }
        makeSignatures();
        changeKeys();
    }

    /** Signatures are made while their keys can make them; what becomes of the keys comes after. */
    private static void makeSignatures() throws IOException {
        for (String name :
                List.of("subkey", "subkey-expired", "subkey-revoked", "primary-expired", "renewed", "unknown")) {
            sign(name, THEN, name);
        }
        sign("good+expired", THEN, "good", "expired");
        sign("expired+good", THEN, "expired", "good");
        sign("good+unknown", THEN, "good", "unknown");
        sign("good+revoked", THEN, "good", "revoked");
        sign("expired+revoked", THEN, "expired", "revoked");
        sign("good+other", THEN, "good", "other");
        sign("signature-of-the-future", FUTURE, "good");
        signWith("signature-expired", List.of("--default-sig-expire", "30d"), THEN, "good");
        signWith("sha1", List.of("--digest-algo", "SHA1"), "", "good");
        signWith("sha512", List.of("--digest-algo", "SHA512"), "", "good");
    }

    private static void changeKeys() throws IOException {
        gpg.export("renewed", keyring("renewed-before"));
        gpg.revoke(LATER, "revoked", 0);
        gpg.revoke(LATER, "compromised", 1);
        gpg.revoke(LATER, "retired", 3);
        gpg.edit("subkey-revoked", "key 1\nrevkey\ny\n0\n\ny\nsave\n");
        gpg.gpg(LATER, "--quick-set-expire", gpg.fingerprint("primary-expired"), "30d");
        gpg.gpg(LATER, "--quick-set-expire", gpg.fingerprint("renewed"), "20y");
        for (String name : List.of(
                "good",
                "other",
                "expired",
                "revoked",
                "compromised",
                "retired",
                "future",
                "renewed",
                "subkey",
                "subkey-expired",
                "subkey-revoked",
                "primary-expired")) {
            gpg.export(name, keyring(name));
        }
    }

    @AfterAll
    static void endAgent() throws IOException {
        if (gpg != null) {
            gpg.close();
        }
    }

    /** What the tools are expected to say stands here too, so that a tool that refuses everything is noticed. */
    @ParameterizedTest(name = "{1} with the keys {0}")
    @CsvSource({
        "good, good, BOTH",
        "good, sha512, BOTH",
        "good, sha1, GPGV_ONLY",
        "good, unknown, NEITHER",
        "good, good+other, BOTH",
        "good, good+unknown, BOTH",
        "good expired, good+expired, BOTH",
        "good expired, expired+good, BOTH",
        "good revoked, good+revoked, BOTH",
        "expired revoked, expired+revoked, NEITHER",
        "good, signature-expired, NEITHER",
        "good, signature-of-the-future, BOTH",
        "expired, expired, NEITHER",
        "future, future, APT_ONLY",
        "revoked, revoked, NEITHER",
        "compromised, compromised, NEITHER",
        "retired, retired, NEITHER",
        "subkey, subkey, BOTH",
        "subkey-expired, subkey-expired, NEITHER",
        "subkey-revoked, subkey-revoked, NEITHER",
        "primary-expired, primary-expired, NEITHER",
        "renewed, renewed, BOTH",
        "renewed-before, renewed, NEITHER",
        "renewed-before renewed, renewed, NEITHER",
        "renewed renewed-before, renewed, BOTH",
    })
    void shouldTakeWhatBothGpgvAndAptTake(String keys, String signature, Takers takers) throws Exception {
        Path keyring = keyringOf(keys);
        Path archive = archive(signature + " " + keys, Files.readAllBytes(signature(signature)));

        assertThat(aptTakes(archive, keyring)).as("apt").isEqualTo(takers == Takers.BOTH || takers == Takers.APT_ONLY);
        assertThat(gpgvTakes(signature(signature), keyring))
                .as("gpgv")
                .isEqualTo(takers == Takers.BOTH || takers == Takers.GPGV_ONLY);
        assertTaken(archive, keyring, takers == Takers.BOTH);
    }

    /** Who takes a signature: Debian's gpgv takes SHA-1, and apt tells gpgv to take keys of the future. */
    enum Takers {
        BOTH,
        GPGV_ONLY,
        APT_ONLY,
        NEITHER
    }

    @ParameterizedTest(name = "{0} s from now: {1}")
    @CsvSource({"Date, -3600, true", "Date, 3600, false", "Valid-Until, 3600, true", "Valid-Until, -3600, false"})
    void shouldJudgeDatesAsAptDoes(String field, long seconds, boolean accepted) throws Exception {
        String date = RFC_1123.format(Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
        String text = field.equals("Date") ? release(date) : release(PAST) + "Valid-Until: " + date + "\n";
        Path signed = directory.resolve("dates.asc");
        Files.writeString(directory.resolve("dates"), text);
        gpg.gpg(
                "",
                "-u",
                "<good@example.org>",
                "--output",
                signed.toString(),
                "--clearsign",
                directory.resolve("dates").toString());
        Path archive = archive(field + seconds, Files.readAllBytes(signed));

        assertThat(aptTakes(archive, keyringOf("good"))).as("apt").isEqualTo(accepted);
        assertTaken(archive, keyringOf("good"), accepted);
    }

    private static void key(String time, String name, String usage, String expiry) throws IOException {
        gpg.gpg(time, "--quick-gen-key", "%s <%s@example.org>".formatted(name, name), "rsa2048", usage, expiry);
    }

    private static String expiryOf(String name) {
        return name.equals("subkey-expired") ? "30d" : "never";
    }

    private static void sign(String name, String time, String... signers) throws IOException {
        signWith(name, List.of(), time, signers);
    }

    private static void signWith(String name, List<String> options, String time, String... signers) throws IOException {
        Path text = directory.resolve(name + ".txt");
        Files.writeString(text, release(PAST));
        List<String> arguments = new ArrayList<>(options);
        for (String signer : signers) {
            arguments.addAll(List.of("-u", "<" + signer + "@example.org>"));
        }
        arguments.addAll(List.of("--output", signature(name).toString(), "--clearsign", text.toString()));
        gpg.gpg(time, arguments.toArray(String[]::new));
    }

    private static Path signature(String name) {
        return directory.resolve(name + ".asc");
    }

    private static Path keyring(String name) {
        return directory.resolve(name + ".gpg");
    }

    private static Path keyringOf(String names) throws IOException {
        Path file = directory.resolve(names.replace(' ', '+') + ".keyring.gpg");
        Files.write(file, new byte[0]);
        for (String name : names.split(" ", -1)) {
            Files.write(file, Files.readAllBytes(keyring(name)), StandardOpenOption.APPEND);
        }
        return file;
    }

    private static String release(String date) {
        String empty = TestArchive.sha256(new byte[0]) + " 0 main/binary-amd64/Packages";
        return "Suite: s\nCodename: s\nDate: " + date + "\nArchitectures: amd64\nComponents: main\nSHA256:\n " + empty
                + "\n";
    }

    private static Path archive(String name, byte[] inRelease) throws IOException {
        Path root = directory.resolve("archive-" + name.replace(' ', '-'));
        Files.createDirectories(root.resolve("dists/s/main/binary-amd64"));
        Files.write(root.resolve("dists/s/main/binary-amd64/Packages"), new byte[0]);
        Files.write(root.resolve("dists/s/InRelease"), inRelease);
        return root;
    }

    private static boolean gpgvTakes(Path signature, Path keyring) throws IOException {
        String output = GpgHome.run(
                        "", List.of("gpgv", "--status-fd", "1", "--keyring", keyring.toString(), signature.toString()))
                .output();
        return output.contains("[GNUPG:] GOODSIG");
    }

    private static boolean aptTakes(Path archive, Path keyring) throws IOException {
        Path apt = Files.createTempDirectory(directory, "apt");
        Files.createDirectories(apt.resolve("etc/apt"));
        Files.createDirectories(apt.resolve("var/lib/apt/lists/partial"));
        Files.createDirectories(apt.resolve("var/cache/apt/archives/partial"));
        Files.createFile(apt.resolve("status"));
        Files.writeString(
                apt.resolve("etc/apt/sources.list"), "deb [signed-by=" + keyring + "] file:" + archive + " s main\n");
        GpgHome.Run run = GpgHome.run(
                "",
                List.of(
                        "apt-get",
                        "-q",
                        "--error-on=any",
                        "-o",
                        "Dir=" + apt,
                        "-o",
                        "Dir::State::status=" + apt.resolve("status"),
                        "-o",
                        "APT::Architecture=amd64",
                        "-o",
                        "APT::Architectures::=amd64",
                        "-o",
                        "APT::Sandbox::User=root",
                        "-o",
                        "Acquire::Check-Date=true",
                        "-o",
                        "Acquire::Check-Valid-Until=true",
                        "-o",
                        "Acquire::Languages=none",
                        "update"));
        assertThat(run.output()).contains("InRelease");
        return run.exitCode() == 0;
    }

    private static void assertTaken(Path archive, Path keyring, boolean isExpected) throws IOException {
        String refusal = refusal(archive, keyring);
        assertThat(refusal.isEmpty()).as("Slackwater; it said: " + refusal).isEqualTo(isExpected);
    }

    /** Returns why this module refuses the archive; empty where it takes it. */
    private static String refusal(Path archive, Path keyring) throws IOException {
        Repository repository = new Repository(
                archive.toUri(),
                "s",
                List.of("main"),
                new KeySource.Files(List.of(keyring)),
                DateCheck.DATE_AND_VALID_UNTIL);
        try {
            DebianArchive.open(ArchiveConfiguration.of(List.of(repository), directory))
                    .snapshot("s");
            return "";
        } catch (ArchiveException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
