package io.slackwater.debian.release;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.HashAlgorithm;
import org.pgpainless.implementation.ImplementationFactory;
import org.pgpainless.key.info.KeyRingInfo;
import org.pgpainless.signature.consumer.SignatureVerifier;

/**
 * Judges a signature at the time of the check. OpenPGP libraries ask whether the key was valid when it signed, and whether its hash was
 * good enough then. gpgv and apt ask both of today, since whoever has an old key can date a signature back. A signature that is dated in
 * the future is judged at its own date, since both take it. A key that is dated in the future is refused, as gpgv refuses it.
 */
final class SignatureCheck {

    /** The hashes that gpgv and apt both take. gpgv takes SHA-1 and RIPEMD-160, too, and not SHA-3. */
    private static final Set<Integer> HASHES = Set.of(
            HashAlgorithmTags.SHA224, HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    private final Instant now;

    SignatureCheck(Instant now) {
        this.now = now;
    }

    /** What a refused signature says about the text, and about the other signatures beside it. */
    enum Kind {
        /** The key did not make it of this text. A good signature beside it does not help. */
        BAD,
        /** It says nothing, for its key may not sign, or its hash or its type proves nothing. */
        UNUSABLE,
        /** The key made it of this text, and only time or revocation speaks against it. */
        OUT_OF_DATE
    }

    /** Why a signature does not count. */
    record Refusal(long keyId, Kind kind, String reason) {

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
        Optional<String> outOfDate;
        try {
            outOfDate =
                    end.map(expiry -> "the signature expired on " + expiry).or(() -> refusal(key, certificate, time));
        } catch (RuntimeException unjudged) {
            return Optional.of(new Refusal(
                    signature.getKeyID(),
                    Kind.UNUSABLE,
                    "the key may not sign, for its certificate cannot be judged (" + unjudged.getMessage() + ")"));
        }
        return badness(signature, key, text)
                .map(why -> new Refusal(signature.getKeyID(), Kind.BAD, why))
                .or(() -> weakness(signature, key, text, end.isPresent() ? made : time)
                        .map(why -> new Refusal(signature.getKeyID(), Kind.UNUSABLE, why)))
                .or(() -> outOfDate.map(why -> new Refusal(signature.getKeyID(), Kind.OUT_OF_DATE, why)));
    }

    /**
     * Returns why the key did not make this signature of this text; empty where it did, and where that cannot be told. A binary signature
     * is bad either to gpgv or to apt, for they read the ends of lines in two ways.
     */
    private static Optional<String> badness(PGPSignature signature, PGPPublicKey key, byte[] text) {
        if (signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT) {
            return Optional.of("the signature is one of a binary file, not of a text");
        }
        if (!isOfDocument(signature) || signature.getHashAlgorithm() == HashAlgorithmTags.MD5) {
            return Optional.empty();
        }
        try {
            update(signature, key, text);
        } catch (PGPException | RuntimeException unsupported) {
            return Optional.empty();
        }
        try {
            return signature.verify() ? Optional.empty() : Optional.of("the signature is of another text");
        } catch (PGPException | RuntimeException malformed) {
            return Optional.of("the signature is malformed");
        }
    }

    /** Returns why the signature would not count even if its key were valid; empty where it would. */
    private static Optional<String> weakness(PGPSignature signature, PGPPublicKey key, byte[] text, Instant time) {
        if (!isOfDocument(signature)) {
            return Optional.of(String.format(
                    Locale.ROOT, "the signature is of type 0x%02X, not of a text", signature.getSignatureType()));
        }
        if (!HASHES.contains(signature.getHashAlgorithm())) {
            HashAlgorithm hash = HashAlgorithm.fromId(signature.getHashAlgorithm());
            return Optional.of("the signature is made with "
                    + (hash == null ? "hash " + signature.getHashAlgorithm() : hash.getAlgorithmName())
                    + ", which apt does not trust");
        }
        try {
            update(signature, key, text);
            SignatureVerifier.verifyInitializedSignature(signature, key, PGPainless.getPolicy(), Date.from(time));
            return Optional.empty();
        } catch (PGPException | RuntimeException invalid) {
            return Optional.of(String.valueOf(invalid.getMessage()));
        }
    }

    private static boolean isOfDocument(PGPSignature signature) {
        return signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT
                || signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT;
    }

    /** The library's own way for an input stream leaves out a newline at the end of the text. */
    private static void update(PGPSignature signature, PGPPublicKey key, byte[] text) throws PGPException {
        signature.init(ImplementationFactory.getInstance().getPgpContentVerifierBuilderProvider(), key);
        signature.update(text);
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
