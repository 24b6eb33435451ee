package io.slackwater.debian.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.ArchiveException.Untrusted.Reason;
import io.slackwater.debian.testing.ClearSigned;
import io.slackwater.debian.testing.TestKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.ContainedPacket;
import org.bouncycastle.bcpg.Packet;
import org.bouncycastle.bcpg.SignaturePacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pgpainless.decryption_verification.cleartext_signatures.ClearsignedMessageUtil;

class InReleaseVerifierTest {

    private static final TestKey KEY = new TestKey();
    private static final TestKey STRANGER = new TestKey();
    private static final String TEXT = "Suite: stable\nCodename: bookworm\n- a dashed line\n";

    @TempDir
    Path directory;

    @Test
    void shouldReturnSignedTextWhenKeyringIsBinary() throws Exception {
        InReleaseVerifier verifier = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC());

        assertThat(verifier.verify(KEY.clearsign(TEXT), "InRelease")).isEqualToNormalizingNewlines(TEXT);
    }

    @Test
    void shouldReturnSignedTextWhenKeyringIsArmored() throws Exception {
        Keyring keyring = Keyring.load(List.of(KEY.writeArmored(directory.resolve("key.asc"))));

        assertThat(new InReleaseVerifier(keyring, Clock.systemUTC()).verify(KEY.clearsign(TEXT), "InRelease"))
                .isEqualToNormalizingNewlines(TEXT);
    }

    @Test
    void shouldDropWhatStandsAfterTheSignature() throws Exception {
        byte[] continued = concat("", KEY.clearsign(TEXT), "\nCodename: after\n");

        String verified = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC()).verify(continued, "InRelease");

        assertThat(verified).isEqualToNormalizingNewlines(TEXT);
    }

    @Test
    void shouldRefuseWhatStartsBeforeTheSignedText() throws Exception {
        byte[] preceded = concat("Codename: before\n", KEY.clearsign(TEXT), "");
        InReleaseVerifier verifier = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC());

        assertUntrusted(() -> verifier.verify(preceded, "InRelease"), Reason.UNSIGNED, "is not signed");
    }

    @Test
    void shouldRefuseUnsignedText() throws Exception {
        InReleaseVerifier verifier = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC());

        assertUntrusted(
                () -> verifier.verify(TEXT.getBytes(StandardCharsets.UTF_8), "InRelease"),
                Reason.UNSIGNED,
                "is not signed");
    }

    @Test
    void shouldRefuseSignatureOfAnUnknownKeyAndNameIt() throws Exception {
        InReleaseVerifier verifier = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC());

        assertUntrusted(
                () -> verifier.verify(STRANGER.clearsign(TEXT), "dists/x/InRelease"),
                Reason.UNKNOWN_KEY,
                "dists/x/InRelease is signed by key ");
    }

    @Test
    void shouldRefuseTextThatWasAlteredAfterSigning() throws Exception {
        byte[] altered = new String(KEY.clearsign(TEXT), StandardCharsets.UTF_8)
                .replace("bookworm", "bookwurm")
                .getBytes(StandardCharsets.UTF_8);
        InReleaseVerifier verifier = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC());

        assertUntrusted(() -> verifier.verify(altered, "InRelease"), Reason.BAD_SIGNATURE, "altered on its way");
    }

    @Test
    void shouldRefuseReleaseThatIsCutWithinItsSignature() throws Exception {
        byte[] signed = KEY.clearsign(TEXT);
        byte[] cut = Arrays.copyOf(signed, signed.length - 120);
        InReleaseVerifier verifier = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC());

        assertThatThrownBy(() -> verifier.verify(cut, "InRelease"))
                .isInstanceOf(ArchiveException.Untrusted.class)
                .hasMessageContaining("InRelease");
    }

    @Test
    void shouldTakeOneGoodSignatureAmongSeveral() throws Exception {
        InReleaseVerifier verifier = new InReleaseVerifier(binaryKeyring(), Clock.systemUTC());

        for (List<TestKey> signers : List.of(List.of(STRANGER, KEY), List.of(KEY, STRANGER))) {
            assertThat(verifier.verify(TestKey.clearsign(TEXT, signers), "InRelease"))
                    .isEqualToNormalizingNewlines(TEXT);
        }
    }

    @Test
    void shouldRefuseAGoodSignatureBesideABadOneAndNameTheKeyOfTheBadOne() throws Exception {
        byte[] good = KEY.clearsign("Suite: stable");
        byte[] bad = STRANGER.clearsign("Suite: other");
        byte[] mixed = ClearSigned.withSignaturesOf("Suite: stable\n", List.of(good, bad));
        Keyring both = bothKeys();

        assertUntrusted(
                () -> new InReleaseVerifier(both, Clock.systemUTC()).verify(mixed, "dists/x/InRelease"),
                Reason.BAD_SIGNATURE,
                "dists/x/InRelease: a signature is bad (key " + signerOf(bad));
    }

    @Test
    void shouldNameAKeyThatCannotBeJudged() throws Exception {
        Path file = KEY.writeBinary(directory.resolve("broken.gpg"));
        Keyring broken = Keyring.load(List.of(withoutSelfSignatures(file)));

        assertUntrusted(
                () -> new InReleaseVerifier(broken, Clock.systemUTC()).verify(KEY.clearsign(TEXT), "InRelease"),
                Reason.BAD_SIGNATURE,
                "the key may not sign");
    }

    @Test
    void shouldTakeOnlyTheNamedFingerprintsOfAKeyring() throws Exception {
        Keyring restricted = bothKeys().restrictedTo(Set.of(STRANGER.fingerprint()));

        assertUntrusted(
                () -> new InReleaseVerifier(restricted, Clock.systemUTC()).verify(KEY.clearsign(TEXT), "InRelease"),
                Reason.UNKNOWN_KEY,
                "none of which is in");
    }

    @Test
    void shouldNameKeyringThatIsMissing() {
        assertUntrusted(
                () -> Keyring.load(List.of(directory.resolve("none.gpg"))),
                Reason.NO_KEYRING,
                "none.gpg cannot be read");
    }

    @Test
    void shouldRefuseKeyringWithoutKeys() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.gpg"));

        assertUntrusted(() -> Keyring.load(List.of(empty)), Reason.NO_KEYRING, "empty.gpg");
    }

    @Test
    void shouldRefuseKeyringOfGarbage() throws Exception {
        Path garbage = Files.writeString(directory.resolve("garbage.gpg"), "no key at all");

        assertUntrusted(() -> Keyring.load(List.of(garbage)), Reason.NO_KEYRING, "garbage.gpg");
    }

    private Keyring binaryKeyring() throws Exception {
        return Keyring.load(List.of(KEY.writeBinary(directory.resolve("key.gpg"))));
    }

    private Keyring bothKeys() throws Exception {
        return Keyring.load(List.of(
                STRANGER.writeBinary(directory.resolve("stranger.gpg")),
                KEY.writeArmored(directory.resolve("key.asc"))));
    }

    /** Takes out of each self-signature what makes it valid: the last octet of a signature packet is another. */
    private static Path withoutSelfSignatures(Path file) throws IOException {
        ByteArrayOutputStream broken = new ByteArrayOutputStream();
        try (BCPGInputStream packets = new BCPGInputStream(Files.newInputStream(file));
                BCPGOutputStream out = new BCPGOutputStream(broken)) {
            for (Packet packet = packets.readPacket(); packet != null; packet = packets.readPacket()) {
                byte[] octets = ((ContainedPacket) packet).getEncoded();
                if (packet instanceof SignaturePacket) {
                    octets[octets.length - 1] ^= 1;
                }
                out.write(octets);
            }
        }
        return Files.write(file, broken.toByteArray());
    }

    private static String signerOf(byte[] clearSigned) throws IOException, PGPException {
        ByteArrayInputStream file = new ByteArrayInputStream(clearSigned);
        PGPSignatureList signatures =
                ClearsignedMessageUtil.detachSignaturesFromInbandClearsignedMessage(file, new ByteArrayOutputStream());
        return String.format(Locale.ROOT, "%016X", signatures.get(0).getKeyID());
    }

    private static byte[] concat(String before, byte[] middle, String after) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(before.getBytes(StandardCharsets.UTF_8));
        all.write(middle);
        all.write(after.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    private static void assertUntrusted(ThrowingCallable call, Reason reason, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ArchiveException.Untrusted.class, untrusted -> assertThat(untrusted.reason())
                        .isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
