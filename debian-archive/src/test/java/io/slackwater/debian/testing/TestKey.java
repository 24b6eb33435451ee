package io.slackwater.debian.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.DocumentSignatureType;
import org.pgpainless.algorithm.HashAlgorithm;
import org.pgpainless.algorithm.SignatureType;
import org.pgpainless.encryption_signing.EncryptionStream;
import org.pgpainless.encryption_signing.ProducerOptions;
import org.pgpainless.encryption_signing.SigningOptions;
import org.pgpainless.implementation.ImplementationFactory;
import org.pgpainless.key.OpenPgpFingerprint;
import org.pgpainless.key.protection.SecretKeyRingProtector;
import org.pgpainless.key.protection.UnlockSecretKey;
import org.pgpainless.util.ArmorUtils;

/** A signing key of its own. */
public final class TestKey {

    private final PGPSecretKeyRing secret =
            PGPainless.generateKeyRing().modernKeyRing("Test archive <archive@example.org>");

    public byte[] clearsign(String text) {
        return clearsign(text, List.of(this));
    }

    /** Returns the text with a signature of each key. */
    public static byte[] clearsign(String text, List<TestKey> keys) {
        try {
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            SigningOptions signing = SigningOptions.get();
            for (TestKey key : keys) {
                signing.addDetachedSignature(
                        SecretKeyRingProtector.unprotectedKeys(),
                        key.secret,
                        DocumentSignatureType.CANONICAL_TEXT_DOCUMENT);
            }
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

    /** Returns an armored signature of this type over the text. */
    public byte[] sign(SignatureType type, String text) {
        try {
            long id =
                    PGPainless.inspectKeyRing(secret).getSigningSubkeys().get(0).getKeyID();
            PGPPrivateKey key =
                    UnlockSecretKey.unlockSecretKey(secret.getSecretKey(id), SecretKeyRingProtector.unprotectedKeys());
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    ImplementationFactory.getInstance()
                            .getPGPContentSignerBuilder(
                                    key.getPublicKeyPacket().getAlgorithm(), HashAlgorithm.SHA512.getAlgorithmId()),
                    secret.getPublicKey(id));
            generator.init(type.getCode(), key);
            generator.update(text.getBytes(StandardCharsets.UTF_8));
            return ArmorUtils.toAsciiArmoredString(generator.generate().getEncoded())
                    .getBytes(StandardCharsets.UTF_8);
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
