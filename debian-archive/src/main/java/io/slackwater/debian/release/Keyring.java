package io.slackwater.debian.release;

import io.slackwater.debian.ArchiveException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.pgpainless.implementation.ImplementationFactory;
import org.pgpainless.key.OpenPgpFingerprint;
import org.pgpainless.util.ArmorUtils;

/** The OpenPGP certificates that may vouch for a release. */
public final class Keyring {

    private final List<PGPPublicKeyRing> certificates;
    private final String origin;

    private Keyring(List<PGPPublicKeyRing> certificates, String origin) {
        this.certificates = List.copyOf(certificates);
        this.origin = origin;
    }

    /** Reads keyring files, binary or armored; all of them must be readable. */
    public static Keyring load(List<Path> files) throws ArchiveException {
        String origin = files.stream().map(Path::toString).collect(Collectors.joining(", "));
        List<PGPPublicKeyRing> certificates = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                certificates.addAll(read(in));
            } catch (IOException | PGPRuntimeOperationException e) {
                throw noKeyring("keyring " + file + " cannot be read as OpenPGP certificates", e);
            }
        }
        if (certificates.isEmpty()) {
            throw noKeyring("no OpenPGP certificate in keyring files [" + origin + "]", null);
        }
        return new Keyring(certificates, origin);
    }

    /** Reads one armored block, as a {@code Signed-By} field may hold it. */
    public static Keyring ofArmored(String armored, String origin) throws ArchiveException {
        try {
            List<PGPPublicKeyRing> certificates =
                    read(new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII)));
            if (certificates.isEmpty()) {
                throw noKeyring("no OpenPGP certificate in " + origin, null);
            }
            return new Keyring(certificates, origin);
        } catch (IOException | PGPRuntimeOperationException e) {
            throw noKeyring("the key in " + origin + " cannot be read as an OpenPGP certificate", e);
        }
    }

    /** Returns the keyring without the certificates that have none of these fingerprints, in hexadecimal. */
    public Keyring restrictedTo(Set<String> fingerprints) throws ArchiveException {
        Set<String> wanted = fingerprints.stream()
                .map(fingerprint -> fingerprint.toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<PGPPublicKeyRing> kept = certificates.stream()
                .filter(certificate ->
                        wanted.contains(OpenPgpFingerprint.of(certificate).toString()))
                .toList();
        if (kept.isEmpty()) {
            throw noKeyring("no certificate " + wanted + " in " + origin, null);
        }
        return new Keyring(kept, origin);
    }

    List<PGPPublicKeyRing> certificates() {
        return certificates;
    }

    /** Returns where the keys come from, for messages. */
    public String origin() {
        return origin;
    }

    /** One certificate after the other: of two copies of one, a collection would keep the last, and gpgv takes the first. */
    private static List<PGPPublicKeyRing> read(InputStream in) throws IOException {
        List<PGPPublicKeyRing> rings = new ArrayList<>();
        PGPObjectFactory objects =
                ImplementationFactory.getInstance().getPGPObjectFactory(ArmorUtils.getDecoderStream(in));
        for (Object next = objects.nextObject(); next != null; next = objects.nextObject()) {
            if (next instanceof PGPPublicKeyRing ring) {
                rings.add(ring);
            }
        }
        return rings;
    }

    private static ArchiveException noKeyring(String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ArchiveException.Untrusted(
                ArchiveException.Untrusted.Reason.NO_KEYRING,
                what + "; name a keyring of the archive, on Debian /usr/share/keyrings/debian-archive-keyring.gpg"
                        + " (package debian-archive-keyring)",
                cause);
    }
}
