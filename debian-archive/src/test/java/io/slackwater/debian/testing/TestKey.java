package io.slackwater.debian.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.DocumentSignatureType;
import org.pgpainless.encryption_signing.EncryptionStream;
import org.pgpainless.encryption_signing.ProducerOptions;
import org.pgpainless.encryption_signing.SigningOptions;
import org.pgpainless.key.OpenPgpFingerprint;
import org.pgpainless.key.protection.SecretKeyRingProtector;

/** A signing key of its own. */
public final class TestKey {

    private final PGPSecretKeyRing secret =
            PGPainless.generateKeyRing().modernKeyRing("Test archive <archive@example.org>");

    public byte[] clearsign(String text) {
        try {
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            SigningOptions signing = SigningOptions.get()
                    .addDetachedSignature(
                            SecretKeyRingProtector.unprotectedKeys(),
                            secret,
                            DocumentSignatureType.CANONICAL_TEXT_DOCUMENT);
            EncryptionStream stream = PGPainless.encryptAndOrSign()
                    .onOutputStream(signed)
                    .withOptions(ProducerOptions.sign(signing).setCleartextSigned());
            try (stream) {
                stream.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return signed.toByteArray();
        } catch (IOException | PGPException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    public String armored() {
        return PGPainless.asciiArmor(certificate());
    }

    public Path writeBinary(Path file) throws IOException {
        return Files.write(file, certificate().getEncoded());
    }

    public Path writeArmored(Path file) throws IOException {
        return Files.writeString(file, armored());
    }

    public String fingerprint() {
        return OpenPgpFingerprint.of(secret).toString();
    }

    private PGPPublicKeyRing certificate() {
        return PGPainless.extractCertificate(secret);
    }
}
