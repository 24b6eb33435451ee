package io.slackwater.debian.release;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.ArchiveException.Untrusted.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.pgpainless.decryption_verification.cleartext_signatures.ClearsignedMessageUtil;
import org.pgpainless.exception.WrongConsumingMethodException;

/**
 * Checks the clear-signed {@code InRelease} of a suite. All its signatures are judged, and it is taken as apt takes it: one of them is
 * good, and none is bad. An archive that rolls its keys signs with the old and the new. So a signature of an unknown key, an expired or
 * a revoked one does no harm beside a good one. One that a known key made of another text does, whoever else signed. Validity is
 * judged at the time of the check, as gpgv and apt judge it ({@link SignatureCheck}). Only the signed text is handed on: a file that
 * starts with anything else is refused, and what stands after the signature is dropped.
 */
public final class InReleaseVerifier {

    private static final String CLEARSIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";

    private final Keyring keyring;
    private final Clock clock;

    /** @param clock tells whether keys and signatures are valid at the time of the check */
    public InReleaseVerifier(Keyring keyring, Clock clock) {
        this.keyring = keyring;
        this.clock = clock;
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
        List<PGPSignature> signatures = read(inRelease, name, signedText);
        requireTrusted(signatures, signedText.toByteArray(), name);
        return signedText.toString(StandardCharsets.UTF_8);
    }

    private static List<PGPSignature> read(byte[] inRelease, String name, ByteArrayOutputStream signedText)
            throws ArchiveException {
        try {
            PGPSignatureList signatures = ClearsignedMessageUtil.detachSignaturesFromInbandClearsignedMessage(
                    new ByteArrayInputStream(inRelease), signedText);
            return StreamSupport.stream(signatures.spliterator(), false).toList();
        } catch (IOException | WrongConsumingMethodException | PGPRuntimeOperationException e) {
            throw new ArchiveException.Untrusted(
                    Reason.BAD_SIGNATURE,
                    name + ": the signature cannot be read (" + e.getMessage()
                            + "); the file was cut or altered on its way",
                    e);
        }
    }

    private void requireTrusted(List<PGPSignature> signatures, byte[] text, String name) throws ArchiveException {
        SignatureCheck check = new SignatureCheck(clock.instant());
        List<SignatureCheck.Refusal> refusals = new ArrayList<>();
        boolean isOneGood = false;
        for (PGPSignature signature : signatures) {
            Optional<PGPPublicKeyRing> certificate = certificateOf(signature);
            if (certificate.isPresent()) {
                Optional<SignatureCheck.Refusal> refusal =
                        check.refusal(signature, certificate.get(), text).or(() -> passedOver(signature, signatures));
                refusal.ifPresent(refusals::add);
                isOneGood |= refusal.isEmpty();
            }
        }
        requireNoneBad(refusals, name);
        if (!isOneGood) {
            throw refusal(signatures, refusals, name);
        }
    }

    /** Of signatures of several types apt's gpgv reads only the first. */
    private static Optional<SignatureCheck.Refusal> passedOver(PGPSignature signature, List<PGPSignature> all) {
        long types = all.stream().map(PGPSignature::getSignatureType).distinct().count();
        return types == 1 || signature == all.get(0)
                ? Optional.empty()
                : Optional.of(new SignatureCheck.Refusal(
                        signature.getKeyID(),
                        SignatureCheck.Kind.UNUSABLE,
                        "the signatures are of several types, of which only the first counts"));
    }

    private void requireNoneBad(List<SignatureCheck.Refusal> refusals, String name) throws ArchiveException {
        String bad = refusals.stream()
                .filter(refusal -> refusal.kind() == SignatureCheck.Kind.BAD)
                .map(SignatureCheck.Refusal::inWords)
                .collect(Collectors.joining("; "));
        if (!bad.isEmpty()) {
            throw new ArchiveException.Untrusted(
                    Reason.BAD_SIGNATURE,
                    name + ": a signature is bad (" + bad + "); the file was altered on its way, or the key in "
                            + keyring.origin() + " is out of date",
                    null);
        }
    }

    private ArchiveException refusal(
            List<PGPSignature> signatures, List<SignatureCheck.Refusal> refusals, String name) {
        if (signatures.isEmpty()) {
            return new ArchiveException.Untrusted(Reason.UNSIGNED, name + " carries no signature", null);
        }
        if (refusals.isEmpty()) {
            return new ArchiveException.Untrusted(
                    Reason.UNKNOWN_KEY,
                    name + " is signed by " + keyIds(signatures) + ", none of which is in " + keyring.origin()
                            + "; add the archive's key if you trust it",
                    null);
        }
        String why = refusals.stream().map(SignatureCheck.Refusal::inWords).collect(Collectors.joining("; "));
        return refusals.stream().anyMatch(refusal -> refusal.kind() == SignatureCheck.Kind.OUT_OF_DATE)
                ? new ArchiveException.Untrusted(
                        Reason.EXPIRED_OR_REVOKED,
                        name + ": no signature is valid now (" + why + "); install the archive's newest key in "
                                + keyring.origin() + ", on Debian by upgrading the package debian-archive-keyring",
                        null)
                : new ArchiveException.Untrusted(
                        Reason.BAD_SIGNATURE,
                        name + ": no signature counts (" + why
                                + "); ask the archive's keeper to sign it anew, or install"
                                + " the archive's newest key in " + keyring.origin(),
                        null);
    }

    /** Of several certificates with a key the first counts, as for gpgv. */
    private Optional<PGPPublicKeyRing> certificateOf(PGPSignature signature) {
        return keyring.certificates().stream()
                .filter(certificate -> certificate.getPublicKey(signature.getKeyID()) != null)
                .findFirst();
    }

    private static String keyIds(List<PGPSignature> signatures) {
        return signatures.stream()
                .map(signature -> String.format(Locale.ROOT, "%016X", signature.getKeyID()))
                .distinct()
                .collect(Collectors.joining(", ", "key ", ""));
    }
}
