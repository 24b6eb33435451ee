package io.slackwater.debian.release;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.pgpainless.PGPainless;
import org.pgpainless.implementation.ImplementationFactory;
import org.pgpainless.key.info.KeyRingInfo;
import org.pgpainless.signature.consumer.SignatureVerifier;

/**
 * Judges a signature at the time of the check. OpenPGP libraries ask whether the key was valid when it signed. gpgv and apt ask whether
 * it is valid now, since whoever has an old key can date a signature back. A signature that is dated in the future is judged at its own
 * date, since both take it. A key that is dated in the future is refused, as gpgv refuses it.
 */
final class SignatureCheck {

    private final Instant now;

    SignatureCheck(Instant now) {
        this.now = now;
    }

    /**
     * Why a signature does not count.
     *
     * @param isGenuine whether the key made this signature over this text, so that only time or revocation speaks against it
     */
    record Refusal(long keyId, boolean isGenuine, String reason) {

        String inWords() {
            return String.format(Locale.ROOT, "key %016X: %s", keyId, reason);
        }
    }

    /**
     * Returns why the signature does not count; empty where it does.
     *
     * @param certificate has the key that the signature names
     */
    Optional<Refusal> refusal(PGPSignature signature, PGPPublicKeyRing certificate, byte[] text) {
        Instant made = signature.getCreationTime().toInstant();
        Instant time = made.isAfter(now) ? made : now;
        Optional<Instant> end = expiryOf(signature).filter(expiry -> !expiry.isAfter(now));
        PGPPublicKey key = certificate.getPublicKey(signature.getKeyID());
        try {
            verify(signature, key, text, end.isPresent() ? made : time);
        } catch (PGPException invalid) {
            return Optional.of(new Refusal(signature.getKeyID(), false, String.valueOf(invalid.getMessage())));
        }
        Optional<String> reason =
                end.map(expiry -> "the signature expired on " + expiry).or(() -> refusal(key, certificate, time));
        return reason.map(why -> new Refusal(signature.getKeyID(), true, why));
    }

    /** The library's own way for an input stream leaves out a newline at the end of the text. */
    private static void verify(PGPSignature signature, PGPPublicKey key, byte[] text, Instant time)
            throws PGPException {
        signature.init(ImplementationFactory.getInstance().getPgpContentVerifierBuilderProvider(), key);
        signature.update(text);
        SignatureVerifier.verifyInitializedSignature(signature, key, PGPainless.getPolicy(), Date.from(time));
    }

    private Optional<String> refusal(PGPPublicKey key, PGPPublicKeyRing certificate, Instant time) {
        Instant made = key.getCreationTime().toInstant();
        if (made.isAfter(now)) {
            return Optional.of("the key is dated " + made + ", which is in the future");
        }
        KeyRingInfo info = PGPainless.inspectKeyRing(certificate, Date.from(time));
        if (!info.getRevocationState().isNotRevoked() || isRevoked(key, info)) {
            return Optional.of("the key is revoked");
        }
        Optional<Instant> expiry = expiryOf(key, info);
        if (expiry.filter(end -> !end.isAfter(time)).isPresent()) {
            return Optional.of("the key expired on " + expiry.get());
        }
        return info.getSigningSubkeys().stream().anyMatch(signing -> signing.getKeyID() == key.getKeyID())
                ? Optional.empty()
                : Optional.of("the key may not sign");
    }

    /** The lifetime counts where it is part of what was signed (RFC 4880, 5.2.3.10); 0 s stands for no end. */
    private static Optional<Instant> expiryOf(PGPSignature signature) {
        long seconds = signature.getHashedSubPackets() == null
                ? 0
                : signature.getHashedSubPackets().getSignatureExpirationTime();
        return seconds == 0
                ? Optional.empty()
                : Optional.of(signature.getCreationTime().toInstant().plusSeconds(seconds));
    }

    private static boolean isRevoked(PGPPublicKey key, KeyRingInfo info) {
        return !key.isMasterKey() && info.getSubkeyRevocationSignature(key.getKeyID()) != null;
    }

    /** A subkey ends with its primary key, if not before. */
    private static Optional<Instant> expiryOf(PGPPublicKey key, KeyRingInfo info) {
        Stream<Date> ends = key.isMasterKey()
                ? Stream.of(info.getPrimaryKeyExpirationDate())
                : Stream.of(info.getPrimaryKeyExpirationDate(), info.getSubkeyExpirationDate(key.getKeyID()));
        return ends.filter(Objects::nonNull).map(Date::toInstant).min(Comparator.naturalOrder());
    }
}
