package io.slackwater.debian.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.ArchiveConfiguration;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.testing.ClearSigned;
import io.slackwater.debian.testing.GpgHome;
import io.slackwater.debian.testing.TestArchive;
import io.slackwater.debian.testing.TestKey;
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
import org.pgpainless.algorithm.SignatureType;

/**
 * Signatures of every kind, made by Debian's gpg, decided by Debian's gpgv and apt-get, and by this module alike. A kind is a keyring
 * and the keys that sign; the names of the keys say what became of them.
 */
class SignatureOracleTest {

    private static final String IN_1996 = "19960601T000000";
    private static final String IN_2012 = "20120601T000000";
    private static final String THEN = "20250101T000000";
    private static final String LATER = "20250601T000000";
    private static final String FUTURE = "20400101T000000";
    private static final String PAST = "Wed, 01 Jan 2025 00:00:00 UTC";
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH);

    /** Each but apt-get, of the package apt, is in the Debian package of its name. */
    private static final List<String> PROGRAMS = List.of("gpg", "gpg-agent", "gpgconf", "gpgv", "apt-get");

    private static final TestKey OWN = new TestKey();

    @TempDir
    private static Path directory;

    private static GpgHome gpg;

    @BeforeAll
    static void makeKeys() throws IOException {
        List<String> missing = PROGRAMS.stream()
                .filter(program -> !Files.isExecutable(Path.of("/usr/bin/" + program)))
                .toList();
        assumeTrue(missing.isEmpty(), () -> "not installed: " + String.join(", ", missing));
        gpg = new GpgHome(directory.resolve("home"));
        for (String name : List.of("good", "other", "unknown", "revoked", "retired", "compromised")) {
            key(THEN, name, "sign", "never");
        }
        key(IN_1996, "of-1996", "sign", "never");
        key(IN_2012, "of-2012", "sign", "never");
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
        sign("other+good", THEN, "other", "good");
        sign("other", THEN, "other");
        sign("signature-of-the-future", FUTURE, "good");
        signWith("signature-expired", List.of("--default-sig-expire", "30d"), THEN, "good");
        for (String hash : List.of("sha1", "sha224", "sha256", "sha384", "sha512")) {
            signWith(hash, List.of("--digest-algo", hash), "", "good");
        }
        for (String hash : List.of("sha1", "ripemd160", "sha224", "sha256")) {
            signWith(hash + "-of-2012", List.of("--digest-algo", hash), IN_2012, "of-2012");
        }
        signWith("md5-of-1996", List.of("--allow-weak-digest-algos", "--digest-algo", "md5"), IN_1996, "of-1996");
        makeSignaturesOfOtherTexts();
        makeSignaturesOfOtherTypes();
    }

    /** A bad signature is one that a key made of another text. */
    private static void makeSignaturesOfOtherTexts() throws IOException {
        String altered = release(PAST).replace("Suite: s", "Suite: t");
        for (String signer : List.of("other", "expired", "unknown", "good")) {
            sign("bad-" + signer, altered, List.of(), THEN, signer);
        }
        combine("bad", "bad-other");
        combine("good+bad", "good", "bad-other");
        combine("bad+good", "bad-other", "good");
        combine("good+bad-expired", "good", "bad-expired");
        combine("good+bad-unknown", "good", "bad-unknown");
        combine("good+bad-good", "good", "bad-good");
        combine("sha1-of-2012+good", "sha1-of-2012", "good");
        sign("bad-sha1-of-2012", altered, List.of("--digest-algo", "sha1"), IN_2012, "of-2012");
        combine("bad-sha1-of-2012+good", "bad-sha1-of-2012", "good");
    }

    /** Of a signature of the type for binary documents, apt reads the text with the machine's ends of lines, and gpgv with those of mail. */
    private static void makeSignaturesOfOtherTypes() throws IOException {
        String text = release(PAST).stripTrailing();
        Files.write(signature("binary-lines"), OWN.sign(SignatureType.BINARY_DOCUMENT, text));
        Files.write(
                signature("binary-mail-lines"), OWN.sign(SignatureType.BINARY_DOCUMENT, text.replace("\n", "\r\n")));
        Files.write(signature("standalone"), OWN.sign(SignatureType.STANDALONE, text));
        Files.write(signature("timestamp"), OWN.sign(SignatureType.TIMESTAMP, text));
        Files.write(signature("own"), OWN.clearsign(release(PAST)));
        for (String type : List.of("binary-lines", "binary-mail-lines", "standalone", "timestamp")) {
            combine(type + "+good", type, "good");
            combine("good+" + type, "good", type);
            combine(type, type);
        }
        combine("unknown+good+standalone", "unknown", "good", "standalone");
        combine("good+bad+standalone", "good", "bad-other", "standalone");
    }

    /** Puts signatures that were made apart under the text of the release. */
    private static void combine(String name, String... signatures) throws IOException {
        List<byte[]> signed = new ArrayList<>();
        for (String one : signatures) {
            signed.add(Files.readAllBytes(signature(one)));
        }
        Files.write(signature(name), ClearSigned.withSignaturesOf(release(PAST), signed));
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
                "of-1996",
                "of-2012",
                "renewed",
                "subkey",
                "subkey-expired",
                "subkey-revoked",
                "primary-expired")) {
            gpg.export(name, keyring(name));
        }
        OWN.writeBinary(keyring("own"));
        byte[] broken = Files.readAllBytes(keyring("other"));
        broken[broken.length - 1] ^= 1;
        Files.write(keyring("other-broken"), broken);
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
        "good, sha224, BOTH",
        "good, sha256, BOTH",
        "good, sha384, BOTH",
        "of-2012, sha1-of-2012, GPGV_ONLY",
        "of-2012, ripemd160-of-2012, GPGV_ONLY",
        "of-2012, sha224-of-2012, BOTH",
        "of-2012, sha256-of-2012, BOTH",
        "of-1996, md5-of-1996, NEITHER",
        "good of-2012, sha1-of-2012+good, BOTH",
        "good of-2012, bad-sha1-of-2012+good, NEITHER",
        "other, bad, NEITHER",
        "good other, good+bad, NEITHER",
        "good other, bad+good, NEITHER",
        "good, bad+good, BOTH",
        "good expired, good+bad-expired, NEITHER",
        "good, good+bad-unknown, BOTH",
        "good, good+bad-good, NEITHER",
        "other-broken, other, NEITHER",
        "good other-broken, good+other, BOTH",
        "other-broken good, other+good, BOTH",
        "other-broken good, bad+good, BOTH",
        "own, own, BOTH",
        "own, binary-lines, APT_ONLY",
        "own, binary-mail-lines, GPGV_ONLY",
        "own good, binary-lines+good, APT_ONLY",
        "own good, binary-mail-lines+good, GPGV_ONLY",
        "own, standalone, NEITHER",
        "own good, standalone+good, GPGV_ONLY",
        "good, standalone+good, GPGV_ONLY",
        "own good, good+standalone, BOTH",
        "own, timestamp, NEITHER",
        "own good, timestamp+good, GPGV_ONLY",
        "own good, good+timestamp, BOTH",
        "good, unknown+good+standalone, GPGV_ONLY",
        "good other, good+bad+standalone, APT_ONLY",
        "good, binary-lines+good, GPGV_ONLY",
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

    /**
     * Who takes a signature: Debian's gpgv takes SHA-1, and apt tells gpgv to take keys of the future. apt also gives gpgv the text and
     * the signatures apart, and of such signatures gpgv reads only the first where they are of several types.
     */
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
        sign(name, release(PAST), options, time, signers);
    }

    private static void sign(String name, String content, List<String> options, String time, String... signers)
            throws IOException {
        Path text = directory.resolve(name + ".txt");
        Files.writeString(text, content);
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

    /** Whether apt would take what gpgv says of the clear-signed file. */
    private static boolean gpgvTakes(Path signature, Path keyring) throws IOException {
        String output = GpgHome.run(
                        "", List.of("gpgv", "--status-fd", "1", "--keyring", keyring.toString(), signature.toString()))
                .output();
        return output.contains("[GNUPG:] GOODSIG") && !output.contains("[GNUPG:] BADSIG");
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
