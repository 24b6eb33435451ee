package io.slackwater.hypervisor.simulated;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What was uploaded into a volume: its beginning as bytes, and all of it as size and digest. */
final class VolumeContent {

    /** Content up to this size, in bytes, is kept whole; of a larger one only the beginning. */
    static final int KEPT_WHOLE = 1 << 20;

    /** The content of a volume that nothing was uploaded into. */
    static final VolumeContent NONE = of(new byte[0]);

    private static final int KEPT_BEGINNING = 64 << 10;

    private final byte[] beginning;
    private final long size;
    private final String sha256;

    private VolumeContent(byte[] beginning, long size, String sha256) {
        this.beginning = beginning;
        this.size = size;
        this.sha256 = sha256;
    }

    static VolumeContent of(byte[] content) {
        byte[] kept = content.length <= KEPT_WHOLE ? content.clone() : Arrays.copyOf(content, KEPT_BEGINNING);
        return new VolumeContent(kept, content.length, HexFormat.of().formatHex(sha256().digest(content)));
    }

    /**
     * Reads content to its end, but no further than one byte behind {@code limit}.
     *
     * @param limit the largest size, in bytes, that the caller will accept
     */
    static VolumeContent read(InputStream content, long limit) throws IOException {
        MessageDigest digest = sha256();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 << 10];
        long size = 0;
        for (int read = content.read(buffer); read >= 0 && size <= limit; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
            kept.write(buffer, 0, Math.min(read, KEPT_WHOLE - Math.min(kept.size(), KEPT_WHOLE)));
            size += read;
        }
        byte[] beginning = kept.toByteArray();
        return new VolumeContent(
                size > KEPT_WHOLE ? Arrays.copyOf(beginning, KEPT_BEGINNING) : beginning,
                size,
                HexFormat.of().formatHex(digest.digest()));
    }

    byte[] beginning() {
        return beginning.clone();
    }

    long size() {
        return size;
    }

    /** Returns the digest of the first {@code length} bytes; empty where these are not kept and are not all. */
    Optional<String> sha256(long length) {
        if (length == size) {
            return Optional.of(sha256);
        }
        if (length > beginning.length) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        digest.update(beginning, 0, (int) length);
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
