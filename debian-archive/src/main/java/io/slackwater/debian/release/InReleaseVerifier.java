package io.slackwater.debian.release;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.ArchiveException.Untrusted.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.jspecify.annotations.Nullable;
import org.pgpainless.PGPainless;
import org.pgpainless.decryption_verification.ConsumerOptions;
import org.pgpainless.decryption_verification.DecryptionStream;
import org.pgpainless.decryption_verification.MessageMetadata;
import org.pgpainless.decryption_verification.SignatureVerification;

/**
 * Checks the clear-signed {@code InRelease} of a suite. One valid signature of a key in the keyring suffices, as it does
 * for apt, since an archive that rolls its keys signs with the old and the new. Only the signed text is handed on: a
 * file that starts with anything else is refused, and what stands after the signature is dropped.
 */
public final class InReleaseVerifier {

    private static final String CLEARSIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";

    private final Keyring keyring;

    public InReleaseVerifier(Keyring keyring) {
        this.keyring = keyring;
    }

    /** Returns the signed text; {@code name} stands for the file in messages. */
    public String verify(byte[] inRelease, String name) throws ArchiveException {
        if (!new String(inRelease, StandardCharsets.ISO_8859_1).startsWith(CLEARSIGNED)) {
            throw new ArchiveException.Untrusted(
                    Reason.UNSIGNED,
                    name + " is not signed; take the archive from a mirror that keeps its InRelease",
                    null);
        }
        ByteArrayOutputStream signedText = new ByteArrayOutputStream(inRelease.length);
        MessageMetadata metadata = read(inRelease, name, signedText);
        if (!metadata.isVerifiedSigned() || !metadata.isUsingCleartextSignatureFramework()) {
            throw refusal(metadata.getRejectedSignatures(), name);
        }
        return signedText.toString(StandardCharsets.UTF_8);
    }

    private MessageMetadata read(byte[] inRelease, String name, ByteArrayOutputStream signedText)
            throws ArchiveException {
        ConsumerOptions options = ConsumerOptions.get();
        keyring.certificates().forEach(options::addVerificationCert);
        try {
            DecryptionStream stream = PGPainless.decryptAndOrVerify()
                    .onInputStream(new ByteArrayInputStream(inRelease))
                    .withOptions(options);
            try (stream) {
                stream.transferTo(signedText);
            }
            return stream.getMetadata();
        } catch (IOException | PGPException | PGPRuntimeOperationException e) {
            throw new ArchiveException.Untrusted(
                    Reason.BAD_SIGNATURE,
                    name + ": the signature cannot be read (" + e.getMessage()
                            + "); the file was cut or altered on its way",
                    e);
        }
    }

    private ArchiveException refusal(List<SignatureVerification.Failure> failures, String name) {
        List<SignatureVerification.Failure> ours = failures.stream()
                .filter(failure -> certificateOf(failure) != null)
                .toList();
        if (failures.isEmpty()) {
            return new ArchiveException.Untrusted(Reason.UNSIGNED, name + " carries no signature", null);
        }
        if (ours.isEmpty()) {
            return new ArchiveException.Untrusted(
                    Reason.UNKNOWN_KEY,
                    name + " is signed by " + keyIds(failures) + ", none of which is in " + keyring.origin()
                            + "; add the archive's key if you trust it",
                    null);
        }
        SignatureVerification.Failure first = ours.get(0);
        return new ArchiveException.Untrusted(
                Reason.BAD_SIGNATURE,
                name + ": the signature by " + keyIds(ours) + " is not valid ("
                        + first.getValidationException().getMessage()
                        + "); the file was altered on its way, or the key in " + keyring.origin() + " is out of date",
                first.getValidationException());
    }

    private @Nullable PGPPublicKeyRing certificateOf(SignatureVerification.Failure failure) {
        long keyId = failure.getSignature().getKeyID();
        return keyring.certificates().stream()
                .filter(certificate -> certificate.getPublicKey(keyId) != null)
                .findFirst()
                .orElse(null);
    }

    private static String keyIds(List<SignatureVerification.Failure> failures) {
        return failures.stream()
                .map(failure -> String.format(
                        Locale.ROOT, "%016X", failure.getSignature().getKeyID()))
                .distinct()
                .collect(Collectors.joining(", ", "key ", ""));
    }
}
